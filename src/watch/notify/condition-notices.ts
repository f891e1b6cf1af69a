import { certificatePhrase, type EndingCertificate, endWords } from '../../reconciler/diagnosis/ending-certificates.js';
import { type FleetCondition, unhealthyParts } from '../fleet-condition.js';

/** Days before the end of a certificate at which a person is told. */
const stages = [1, 7, 14, 30] as const;

/** Certificates that are remembered; a fleet has fewer. */
const mostRemembered = 20_000;

/** Which certificates have come nearer to their ends than what was told of them: each at 30, 14, 7 and 1 days, and when it has ended. */
export interface CertificateNews {
  /** Those to be told of now. */
  of(ending: readonly EndingCertificate[]): readonly EndingCertificate[];
  /** What was told counts no more. */
  clear(): void;
}

export function certificateNews(): CertificateNews {
  const told = new Map<string, number>();
  return {
    of: (ending) =>
      ending.filter((certificate) => {
        const stage = stageOf(certificate);
        const before = told.get(certificate.thumbprint);
        if (stage === undefined || (before !== undefined && before <= stage)) return false;
        if (told.size >= mostRemembered) told.clear();
        told.set(certificate.thumbprint, stage);
        return true;
      }),
    clear: () => told.clear(),
  };
}

/** 0: it has ended. Undefined: its end is far. */
function stageOf({ secondsLeft }: EndingCertificate): number | undefined {
  return secondsLeft < 0 ? 0 : stages.find((days) => secondsLeft <= days * 86_400);
}

export function certificateTitle(news: readonly EndingCertificate[]): string {
  return certificatePhrase(news, 3);
}

export function certificateLine(certificate: EndingCertificate): string {
  const { role, machines, thumbprint } = certificate;
  return `${role} certificate ${thumbprint} of ${machines.join(', ')} ${endWords(certificate)}`;
}

/** What keeps packages from running, for a person: the causes, then who is not well. */
export function unhealthyLines({ health, findings }: FleetCondition): readonly string[] {
  const causes = findings.filter(({ severity }) => severity === 'error');
  const master = health.master.state === 'healthy' ? [] : [health.master];
  const parts = [...master, ...unhealthyParts(health)];
  const reasons = parts.flatMap(({ state, reason }) => (reason === undefined ? [] : [`${state}: ${reason}`]));
  return [...causes.map(({ id, target, summary }) => `${target}: ${summary} [${id}]`), ...new Set(reasons)];
}
