import { Gauge, type Registry } from 'prom-client';

/** A gauge whose series of one topology are replaced as a whole: what is gone leaves nothing behind. */
export interface TopologyGauge<Label extends string> {
  set(
    topology: string,
    series: readonly { readonly labels: Readonly<Record<Label, string>>; readonly value: number }[],
  ): void;
}

export function topologyGauge<Label extends string>(
  registry: Registry,
  { name, help, labels }: { readonly name: string; readonly help: string; readonly labels: readonly Label[] },
): TopologyGauge<Label> {
  const gauge = new Gauge<string>({ name, help, labelNames: ['topology', ...labels], registers: [registry] });
  const shown = new Map<string, readonly Readonly<Record<string, string>>[]>();
  return {
    set(topology, series) {
      for (const old of shown.get(topology) ?? []) gauge.remove(old);
      const fresh = series.map((one) => ({ labels: { topology, ...one.labels }, value: one.value }));
      for (const { labels: all, value } of fresh) gauge.set(all, value);
      if (fresh.length === 0) shown.delete(topology);
      else
        shown.set(
          topology,
          fresh.map(({ labels: all }) => all),
        );
    },
  };
}
