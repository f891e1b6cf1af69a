import type { FirewallRule } from '../machines.js';

/** Whether a rule of the firewall lets a TCP port in. */
export function opensPort(rule: FirewallRule, port: number): boolean {
  return rule.enabled && rule.allows && rule.ports.some((text) => covers(text.trim(), port));
}

/** `8391`, `8000-8999` or `Any`. */
function covers(text: string, port: number): boolean {
  if (/^any$/i.test(text)) return true;
  const [from, to = from] = text.split('-').map(Number);
  return from !== undefined && to !== undefined && from <= port && port <= to;
}
