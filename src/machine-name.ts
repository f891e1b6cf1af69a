/** The name of a Windows host as somebody wrote it: short (`ETL01`) or full (`etl01.corp.example`). */
export type MachineName = string & { readonly __machineName: unique symbol };

export function machineName(text: string): MachineName {
  return text as MachineName;
}

/** The first label in upper case: equal for every way of writing one host, and for hosts of other domains too. */
export function shortKey(name: string): string {
  const dot = name.indexOf('.');
  return (dot === -1 ? name : name.slice(0, dot)).toUpperCase();
}

/**
 * Whether two names can mean one host: equal without case, or one of them is short and is the first label of the other.
 * Two full names of different domains are two hosts.
 */
export function sameMachine(one: string, other: string): boolean {
  if (one === other) return true;
  const a = one.toUpperCase();
  const b = other.toUpperCase();
  if (a === b) return true;
  return a.includes('.') !== b.includes('.') && shortKey(a) === shortKey(b);
}
