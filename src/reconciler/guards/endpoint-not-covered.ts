import type { Certificate } from '../../domain/machines.js';
import { diagnostic } from '../../errors/errors.js';
import type { Topology } from '../../topology/topology.js';
import { coversHost } from '../view/certificates.js';
import type { Verdict } from './guard.js';

/** Refuses an endpoint for whose host the master's certificate is not: no worker would connect. */
export function endpointNotCovered(
  change: string,
  node: string,
  { thumbprint, ...certificate }: Certificate,
  { master }: Topology,
): readonly Verdict[] {
  const endpoint = master?.endpoint;
  if (endpoint === undefined || coversHost(certificate, new URL(endpoint).hostname)) return [];
  const names = certificate.names.join(', ');
  const detail = `${thumbprint} on ${node} is for ${names}, not for the host of ${endpoint}.`;
  return [{ diagnostic: diagnostic('guard.endpoint-not-covered', detail), changes: [change] }];
}
