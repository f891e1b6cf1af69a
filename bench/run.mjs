// npm run bench: prints one JSON document. Figures are medians; compare ratios, not seconds of different machines.
import { applyLoop } from './apply-loop.mjs';
import { machines } from './machines.mjs';
import { cli, rounded, timed, timedRuns } from './measure.mjs';
import { page } from './page.mjs';
import { pageInBrowser } from './page-browser.mjs';
import { applyChangedProcess, applyProcess, doctorProcess, planProcesses } from './plan-processes.mjs';
import { purePlan } from './pure-plan.mjs';
import { sandboxPlans } from './sandbox.mjs';
import { terraform } from './terraform.mjs';
import { watch } from './watch.mjs';
import { watchSave } from './watch-save.mjs';

async function startUp() {
  const run = (args) => timedRuns(11, () => timed(process.execPath, args));
  const bare = await run(['-e', '0']);
  const version = await run([cli, '--version']);
  return { nodeSeconds: bare.seconds, versionSeconds: version.seconds, ratio: rounded(version.seconds / bare.seconds) };
}

const plan = await planProcesses();
const apply1000 = await applyProcess();
const applyChanged1000 = await applyChangedProcess();
const peer = await terraform();
const result = {
  node: process.version,
  plan,
  apply1000,
  applyChanged1000,
  terraform: peer ?? 'not on PATH: not compared',
  ...(peer && {
    ratioPlanCreate: rounded(plan[1_000].seconds / peer.planCreate),
    ratioPlanUpdate: rounded(plan[1_000].seconds / peer.planUpdate),
    ratioApply: rounded(applyChanged1000.seconds / peer.apply),
  }),
  purePlanMilliseconds: purePlan(),
  applyLoop: await applyLoop(),
  machines: await machines(),
  doctor: await doctorProcess(),
  watch: await watch(),
  watchSave: await watchSave(),
  page: await page(),
  pageInBrowser: await pageInBrowser(),
  startUp: await startUp(),
  sandbox: await sandboxPlans(),
};
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
