import type { TlsSettings } from '../../domain/examination.js';
import { tls13Build } from '../../facts/http.js';
import type { MachineView } from '../view/machine.js';

const versions = ['TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3'] as const;

/** The versions of TLS that a machine speaks on one side; without a value in the registry the system's own hold. */
export function spokenVersions(
  { protocols }: TlsSettings,
  side: 'Client' | 'Server',
  { build }: Pick<MachineView, 'build'>,
): readonly string[] {
  return versions.filter((version) => {
    const enabled = protocols.find(({ name }) => name === `${version} ${side}`)?.enabled ?? null;
    if (enabled !== null) return enabled;
    // A build that is not told may speak it.
    return version !== 'TLS 1.3' || build === undefined || build >= tls13Build.value;
  });
}

/** Those that somebody has set, as evidence. */
export function setVersions({ protocols }: TlsSettings, side: 'Client' | 'Server'): string {
  const set = protocols.filter(({ name, enabled }) => enabled !== null && name.endsWith(side));
  return set.length === 0
    ? '(none set)'
    : set.map(({ name, enabled }) => `${name}: ${enabled ? 'on' : 'off'}`).join(', ');
}
