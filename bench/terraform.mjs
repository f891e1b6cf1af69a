import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTemporaryFolder, timed, timedRuns } from './measure.mjs';

function configuration(input) {
  return `resource "terraform_data" "worker" {\n  count = 1000\n  input = { description = "${input} \${count.index}" }\n}\n`;
}

/** (b) terraform's plan and apply of 1,000 terraform_data resources; undefined where no terraform is on PATH. */
export async function terraform() {
  try {
    await timed('terraform', ['version']);
  } catch {
    return undefined;
  }
  const cwdOf = async (folder, input) => {
    await writeFile(join(folder, 'main.tf'), configuration(input));
    return { cwd: folder, env: { TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' } };
  };
  return await inTemporaryFolder(async (folder) => {
    const options = await cwdOf(folder, 'first');
    await timed('terraform', ['init', '-input=false'], options);
    const plan = await timedRuns(5, () => timed('terraform', ['plan', '-input=false'], options));
    await timed('terraform', ['apply', '-input=false', '-auto-approve'], options);
    let round = 0;
    const apply = await timedRuns(3, async () => {
      round += 1;
      const changed = await cwdOf(folder, `round ${round}`);
      return await timed('terraform', ['apply', '-input=false', '-auto-approve'], changed);
    });
    return { plan: plan.seconds, apply: apply.seconds };
  });
}
