import type { MachineService, StoredCertificate } from '../machines.js';

const localSystem = 'S-1-5-18';

/** Groups that every service belongs to: Everyone, Authenticated Users, Users. */
const everyService = ['S-1-1-0', 'S-1-5-11', 'S-1-5-32-545'];

/** NT SERVICE\ALL SERVICES, and what the SIDs of its members begin with. */
const allServices = 'S-1-5-80-0';
const serviceSid = 'S-1-5-80-';

/**
 * Whether a service's account may read a certificate's private key; undefined where that cannot be told. Membership in
 * other groups cannot be seen: an account that has the right only by one of them is granted it once more, by name.
 */
export function mayRead({ keyReaders }: StoredCertificate, service: MachineService): boolean | undefined {
  if (keyReaders === null) return false;
  if (!keyReaders.known) return undefined;
  const sid = service.accountSid ?? (/^(\.\\)?LocalSystem$/i.test(service.account) ? localSystem : undefined);
  if (sid === undefined) return undefined;
  const readers = new Set(keyReaders.value.map((reader) => reader.toUpperCase()));
  if (readers.has(sid.toUpperCase()) || everyService.some((group) => readers.has(group))) return true;
  return sid.toUpperCase().startsWith(serviceSid) && readers.has(allServices);
}
