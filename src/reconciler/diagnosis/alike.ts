/** What is told of a finding besides its target. */
interface Told {
  readonly id: string;
  readonly target: string;
  readonly cause: string;
  readonly remedy: string;
  readonly command?: string | undefined;
}

/**
 * Findings of which the same is to be said but for the name of their machine: one cause at several targets. Status and doctor count
 * causes so. `besides`: what else has to be the same.
 */
export function alikeFindings<F extends Told>(
  findings: readonly F[],
  besides: (finding: F) => string,
): readonly (readonly [F, ...F[]])[] {
  const groups = new Map<string, [F, ...F[]]>();
  for (const finding of findings) {
    const { id, cause, remedy, command = '' } = finding;
    const machine = bareTarget(finding);
    const texts = [cause, remedy, command].map((text) => text.replaceAll(machine, '*'));
    const key = JSON.stringify([id, besides(finding), ...texts]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

/** The machine of `worker/ETL01`; `catalog` of `catalog`. */
export function bareTarget({ target }: { readonly target: string }): string {
  return target.slice(target.indexOf('/') + 1);
}
