import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTemporaryFolder, timed, timedRuns } from './measure.mjs';

function configuration(input) {
  return `resource "terraform_data" "worker" {\n  count = 1000\n  input = { description = "${input} \${count.index}" }\n}\n`;
}

/**
 * (b) terraform on 1,000 terraform_data resources, in seconds: its plan where none exists yet, its plan and its apply where
 * all exist and each differs, which is what ours compares. Undefined where no terraform is on PATH.
 */
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
    const planCreate = await timedRuns(5, () => timed('terraform', ['plan', '-input=false'], options));
    await timed('terraform', ['apply', '-input=false', '-auto-approve'], options);
    const changed = await cwdOf(folder, 'changed');
    const planUpdate = await timedRuns(5, () => timed('terraform', ['plan', '-input=false'], changed));
    let round = 0;
    const apply = await timedRuns(3, async () => {
      round += 1;
      const next = await cwdOf(folder, `round ${round}`);
      return await timed('terraform', ['apply', '-input=false', '-auto-approve'], next);
    });
    return { planCreate: planCreate.seconds, planUpdate: planUpdate.seconds, apply: apply.seconds };
  });
}
