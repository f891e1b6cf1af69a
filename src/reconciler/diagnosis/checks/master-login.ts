import type { AccountAccess } from '../../../domain/catalog.js';
import { isMasterOnline } from '../../../domain/rows.js';
import { masterVirtualAccount } from '../../../facts/ssisdb.js';
import { listed } from '../../../text/words.js';
import { type Check, type CheckContext, type Evidence, type Outcome, ok, pages, unknown } from '../check.js';
import { masterLoginStatements } from '../tsql.js';

export const masterLogin: Check = {
  id: 'master.login',
  title: "The account of the master's service may log in and administers SSISDB",
  reads:
    "the account of the services SSISScaleOutMasterNNN; its login, its user in SSISDB and ssis_admin (VIEW ANY DEFINITION); 18456 with state 5 in the server's error log (securityadmin)",
  source:
    "Published SSISDB: internal.enable_scaleout makes a login for the service's own account alone; Microsoft: Troubleshoot Scale Out; MSSQLSERVER_18456",
  cause: 'The account of the service has no login, no user in SSISDB, or no place in ssis_admin.',
  remedy: 'Run the statements as a sysadmin, on every replica; restart the service.',
  page: pages.troubleshooting,
  door: 'observation',
  leadsTo: [{ check: 'master.silent', at: 'any' }],
  run(context) {
    const accounts = [...(context.observation.accounts ?? [])];
    const seen = accounts.flatMap(([account, access]): readonly Outcome[] => {
      if (!access.known) return isHeard(context) ? [] : [unknown('master', access.reason)];
      return lacking(access.value).length === 0 || isHeard(context) ? [] : [missing(account, access.value, context)];
    });
    const wrong = seen.find((outcome) => outcome.result === 'error');
    if (wrong !== undefined) return [wrong];
    const refused = refusedLogin(context);
    if (refused !== undefined) return [refused];
    const [doubt] = seen;
    if (doubt !== undefined) return [doubt];
    return accounts.length > 0 || isHeard(context) ? [ok('master')] : [];
  },
};

/** A master that is heard of has logged in, be it by a Windows group. */
function isHeard({ catalog }: CheckContext): boolean {
  return isMasterOnline(catalog.master) === true;
}

function lacking({ login, user, admin }: AccountAccess): readonly string[] {
  return [
    ...(login ? [] : ['a login']),
    ...(user ? [] : ['a user in SSISDB']),
    ...(admin ? [] : [`a place in ${masterVirtualAccount.value.role}`]),
  ];
}

function missing(account: string, access: AccountAccess, context: CheckContext): Outcome {
  const { catalog, nodes } = context;
  const yesNo = (value: boolean) => (value ? 'yes' : 'no');
  const services = nodes.flatMap(({ node }): readonly Evidence[] =>
    node.installation === undefined
      ? []
      : [
          {
            read: 'account',
            where: `service ${node.installation.service.name} on ${node.name}`,
            value: node.installation.service.account,
          },
        ],
  );
  return {
    target: 'master',
    result: 'error',
    summary: `The account ${account} of the master lacks ${listed(lacking(access))}`,
    evidence: [
      ...services,
      {
        read: account,
        where: `logins and users on ${catalog.server.name}`,
        value: `login: ${yesNo(access.login)}, user: ${yesNo(access.user)}, ssis_admin: ${yesNo(access.admin)}`,
      },
    ],
    cause:
      "The master cannot work in SSISDB without them. Enabling Scale Out makes them for the service's own account alone, not for a domain account.",
    remedy: "Run the statements as a sysadmin, on every replica, then restart the master's service.",
    command: masterLoginStatements(account, access, catalog.database).join(' '),
  };
}

/** The name by which setup's own account of the service logs in. */
const ownAccount = new RegExp(`^${masterVirtualAccount.value.account.replaceAll('\\', '\\\\')}\\d*$`, 'i');
/** State 5: there is no login of that name. */
const noLogin = 5;

/** What the error log says of an account of the master's; nothing where it was not read. */
function refusedLogin({ examination, observation, catalog, nodes }: CheckContext): Outcome | undefined {
  if (examination === undefined || !examination.failedLogins.known) return undefined;
  const own = new Set(
    [
      ...(observation.accounts ?? new Map<string, unknown>()).keys(),
      ...nodes.flatMap(({ node }) => (node.installation === undefined ? [] : [node.installation.service.account])),
    ].map((name) => name.toUpperCase()),
  );
  const found = examination.failedLogins.value.find(
    ({ login, state }) => state === noLogin && (own.has(login.toUpperCase()) || ownAccount.test(login)),
  );
  if (found === undefined) return undefined;
  const isOff = catalog.scaleOut !== 'enabled';
  const access = { login: false, user: false, admin: false };
  return {
    target: 'master',
    result: isOff ? 'warning' : 'error',
    summary: `The master's service fails to log in as ${found.login}`,
    evidence: [
      {
        read: '18456, state 5',
        where: `error log of ${catalog.server.name}`,
        value: `${found.login}, last at ${found.at.replace('T', ' ')} by the clock of the server`,
      },
    ],
    cause: isOff
      ? 'The Scale Out Master is installed and Scale Out was never enabled: there is no login for it, and it fills the error log.'
      : 'The server has no login of that name, so the master cannot work in SSISDB.',
    remedy: isOff
      ? 'Enable Scale Out (scaleOut: { enabled: true } in the topology), or stop and disable the service.'
      : "Run the statements as a sysadmin, then restart the master's service.",
    ...(isOff ? {} : { command: masterLoginStatements(found.login, access, catalog.database).join(' ') }),
  };
}
