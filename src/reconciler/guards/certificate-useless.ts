import type { Step } from '../../domain/documents.js';
import type { Certificate } from '../../domain/machines.js';
import { diagnostic } from '../../errors/errors.js';
import { moment } from '../../text/times.js';
import type { Topology } from '../../topology/topology.js';
import { operationOf } from '../steps/steps.js';
import type { Observation } from '../view/machine.js';
import { changesWith, type Guard } from './guard.js';

/** Refuses to bring a certificate into use that ends before a worker could be heard of with it. */
export const certificateUseless: Guard = ({ topology, observation, steps }) => {
  const used = new Set(steps.flatMap(broughtIn));
  if (used.size === 0) return [];
  const helpful = Date.parse(observation.catalog.observedAt) + topology.policy.registrationTimeoutSeconds * 1000;
  const ending = new Map(
    knownCertificates(topology, observation)
      .filter((found) => used.has(found.thumbprint) && Date.parse(found.notAfter) < helpful)
      .map((found) => [found.thumbprint, found]),
  );
  return [...ending.values()].map(({ thumbprint, subject, notAfter }) => ({
    diagnostic: diagnostic('guard.certificate-useless', `${thumbprint} (${subject}) ends ${moment(notAfter)}.`),
    changes: changesWith(steps, (step) => broughtIn(step).includes(thumbprint)),
  }));
};

/** The thumbprints of certificates that a step brings into use. */
function broughtIn(step: Step): readonly string[] {
  return operationOf(step).certificates?.(step) ?? [];
}

function knownCertificates(topology: Topology, { machines }: Observation): readonly Certificate[] {
  const seen = [...machines.values()].flatMap((machine) => {
    if (!machine.known) return [];
    const { root, my } = machine.value;
    return [root, my].flatMap((store) => (store.known ? store.value.certificates : []));
  });
  const named = topology.workers.flatMap(({ certificate }) =>
    certificate !== undefined && 'file' in certificate ? [certificate.certificate] : [],
  );
  return [...seen, ...named];
}
