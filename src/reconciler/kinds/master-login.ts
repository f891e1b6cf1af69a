import type { AccountAccess } from '../../domain/catalog.js';
import { isMasterOnline } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { masterVirtualAccount } from '../../facts/ssisdb.js';
import { printable } from '../../text/printable.js';
import { masterLoginStatements } from '../diagnosis/tsql.js';
import type { DiffContext, Kind } from './kind.js';

/**
 * The logins of the accounts that the master's nodes run under: catalog.enable_scaleout makes one for the service's own
 * account alone. They are told with the statements that make them, and never made.
 */
export const masterLogin: Kind = {
  diff(context) {
    const remarks = [...context.accounts].flatMap(([account, found]) =>
      found.known ? missing(account, found.value, context) : unseen(account, found.reason, context),
    );
    return remarks.length === 0 ? [] : [{ remarks }];
  },
};

function missing(account: string, access: AccountAccess, { catalog }: DiffContext): readonly Diagnostic[] {
  if (access.login && access.user && access.admin) return [];
  const heard = isMasterOnline(catalog.master) === true;
  const parts = [
    ...(access.login ? [] : ['a login']),
    ...(access.user ? [] : [`a user in ${catalog.database}`]),
    ...(access.admin ? [] : [`a place in ${masterVirtualAccount.value.role}`]),
  ];
  const why = heard
    ? 'The master is heard of, so it may have them by a Windows group.'
    : 'The master cannot log in without them, and no worker registers.';
  const detail = `The Scale Out Master runs under ${printable(account)}, which lacks ${parts.join(', ')}. ${why}`;
  const remedy = `A sysadmin runs: ${masterLoginStatements(account, access, catalog.database).join(' ')} Then restart the master's service.`;
  return [diagnostic('plan.master-login-missing', detail, { severity: 'warning', remedy })];
}

/** A master that is heard of has logged in; of one that is not, this may be the cause. */
function unseen(account: string, reason: string, { catalog }: DiffContext): readonly Diagnostic[] {
  if (isMasterOnline(catalog.master) === true) return [];
  const detail = `The Scale Out Master runs under ${printable(account)} and is not heard of. Whether that account has a login, a user in ${catalog.database} and a place in ${masterVirtualAccount.value.role} is unknown: ${reason}.`;
  return [diagnostic('plan.master-login-unseen', detail, { severity: 'note' })];
}
