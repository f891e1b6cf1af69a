import type { CheckContext, CheckedNode } from './check.js';
import { accountOutcome } from './service-account.js';

/** The last heartbeat that a node may have sent itself: of another one than the active none is known. */
export function lastHeartbeatOf({ isActive }: CheckedNode, { catalog }: CheckContext): string | null {
  return isActive ? catalog.master.lastOnline : null;
}

/** Seen without a running master, and nothing that was looked at keeps its service from being started. */
function canStart(checked: CheckedNode, context: CheckContext): boolean {
  const { seen: machine, node, target } = checked;
  const { installation } = node;
  if (machine === undefined || installation === undefined) return false;
  const { service, config } = installation;
  if (service.state === 'running' || service.clustered !== false) return false;
  if (config.state === 'unread' && config.isBroken) return false;
  const lastHeartbeat = lastHeartbeatOf(checked, context);
  return (
    accountOutcome({ target, machine, role: 'master', installation, lastHeartbeat }, context.observation).result !==
    'error'
  );
}

/** Whether the master comes back sooner on another node: this one cannot simply be started, and that one can. */
export function isForAnother(checked: CheckedNode, context: CheckContext): boolean {
  const { nodes } = context;
  if (nodes.some(({ node }) => node.installation?.service.state === 'running')) return false;
  return !canStart(checked, context) && nodes.some((other) => other !== checked && canStart(other, context));
}
