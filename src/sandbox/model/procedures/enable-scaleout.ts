import type { Model } from '../model.js';
import { randomPassword } from '../random.js';
import { numberField } from '../rows/fields.js';
import { taskStatus } from '../rows/task.js';
import { isSysadmin } from '../security/login.js';
import { randomLoginSid } from '../security/sid.js';
import { releaseNumber } from '../server.js';
import type { Call, CatalogProcedure } from './procedure.js';
import { information, loginExists, loginInUse, noMaster, notSysadmin } from './refusals.js';
import { writeLogDatabase } from './update-master.js';

export const logLogin = '##MS_SSISLogDBWorkerAgentLogin##';

/**
 * Not idempotent: each call puts the log database's server back to this one and makes its login anew, and the row is
 * overwritten before the missing master is noticed. It returns nothing of its own.
 */
export const enableScaleout: CatalogProcedure = {
  schema: 'catalog',
  name: 'enable_scaleout',
  grantedTo: 'ssis_admin',
  parameters: [],
  run(call, model) {
    const { store, server, random } = model;
    if (!isSysadmin(call.login)) return call.refuse(notSysadmin());
    const password = randomPassword(random);
    writeLogDatabase(
      store,
      server.name,
      `Data Source=${server.name};Initial Catalog=SSISDB;User Id=${logLogin};Password='${password}';`,
    );
    if (!server.masterFeature) {
      call.say(noMaster());
      return 0;
    }
    addMasterLogin(call, model);
    renewLogLogin(call, model, password);
    store.put('masterProperties', 'IS_SCALEOUT_ENABLED', { value: 'TRUE' });
    return 0;
  },
};

/** Only the service's own account gets a login from it, and only where there is none: never a domain account. */
function addMasterLogin(call: Call, { store, server, logins }: Model): void {
  const account = `NT Service\\SSISScaleOutMaster${releaseNumber(server)}`;
  if (logins.named(account)) return;
  call.say(information(`Adding login for ${account}`));
  store.put('logins', account, {
    name: account,
    kind: 'windows',
    password: null,
    serverRoles: [],
    databaseRoles: ['ssis_admin'],
    disabled: false,
  });
}

/** Dropped and made again, with a new password and a new SID: copies of it on replicas no longer match. */
function renewLogLogin(call: Call, { store, random }: Model, password: string): void {
  const inUse = [...store.rows('tasks').values()].some((task) => numberField(task, 'status') === taskStatus.running);
  if (inUse && store.get('logins', logLogin)) {
    call.say(loginInUse(logLogin));
    call.say(loginExists(logLogin));
    return;
  }
  store.put('logins', logLogin, {
    name: logLogin,
    kind: 'sql',
    password,
    serverRoles: [],
    databaseRoles: ['ssis_cluster_worker'],
    sid: randomLoginSid(random),
    disabled: false,
  });
}
