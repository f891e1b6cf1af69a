import type { LoginRights } from '../../domain/catalog.js';
import type { Plan, Step } from '../../domain/documents.js';
import { diagnostic } from '../../errors/errors.js';
import { changesWith, type Guard, type Verdict } from './guard.js';

/**
 * Tells which rights the steps need that this login lacks, since SSISDB is known to refuse them (ssisdb-contract, 2). That is a
 * note in a plan, which another login may apply; `refusedToLogin` makes it an error where this one is to.
 */
export const rights: Guard = ({ observation: { catalog }, steps }) => verdictsOf(catalog.login, steps);

/** The plan as this login may apply it: not at all, where it lacks a right that a step needs. */
export function refusedToLogin(plan: Plan, login: LoginRights): Plan {
  const lacking = new Set<string>(verdictsOf(login, plan.steps).map((verdict) => verdict.diagnostic.code));
  if (lacking.size === 0) return plan;
  const diagnostics = plan.diagnostics.map((found) =>
    lacking.has(found.code) ? { ...found, severity: 'error' as const } : found,
  );
  return { ...plan, applyable: false, diagnostics };
}

function verdictsOf(login: LoginRights, steps: readonly Step[]): readonly Verdict[] {
  const who = `The login ${login.name}`;
  const isAdmin = login.isSsisAdmin || login.isSysadmin;
  const enabling = changesWith(steps, ({ operation }) => operation === 'enableScaleOut');
  const choosing = changesWith(steps, ({ operation }) => operation === 'setDefaultExecutionMode');
  const noted = { severity: 'note' } as const;
  return [
    ...(steps.length > 0 && !isAdmin
      ? [
          {
            diagnostic: diagnostic('guard.ssis-admin-needed', `${who} is in neither ssis_admin nor sysadmin.`, noted),
            changes: changesWith(steps, () => true),
            ofLogin: true,
          } as const,
        ]
      : []),
    ...(enabling.length > 0 && !login.isSysadmin
      ? [
          {
            diagnostic: diagnostic('guard.sysadmin-needed', `${who} is not a member of sysadmin.`, noted),
            changes: enabling,
            ofLogin: true,
          } as const,
        ]
      : []),
    ...(choosing.length > 0 && login.isSqlLogin
      ? [
          {
            diagnostic: diagnostic('guard.windows-login-needed', `${who} is a SQL Server login.`, noted),
            changes: choosing,
            ofLogin: true,
          } as const,
        ]
      : []),
  ];
}
