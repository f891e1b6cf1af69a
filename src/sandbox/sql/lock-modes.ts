/** The modes of sp_getapplock, and the two that a lock gets when its owner asks for a second mode. */
export type LockMode =
  | 'IntentShared'
  | 'Shared'
  | 'Update'
  | 'IntentExclusive'
  | 'SharedIntentExclusive'
  | 'UpdateIntentExclusive'
  | 'Exclusive';

/** What may be held by others beside each mode (lock compatibility, SQL Server transaction locking guide). */
const beside: Readonly<Record<LockMode, readonly LockMode[]>> = {
  IntentShared: [
    'IntentShared',
    'Shared',
    'Update',
    'IntentExclusive',
    'SharedIntentExclusive',
    'UpdateIntentExclusive',
  ],
  Shared: ['IntentShared', 'Shared', 'Update'],
  Update: ['IntentShared', 'Shared'],
  IntentExclusive: ['IntentShared', 'IntentExclusive'],
  SharedIntentExclusive: ['IntentShared'],
  UpdateIntentExclusive: ['IntentShared'],
  Exclusive: [],
};

export function areCompatible(one: LockMode, other: LockMode): boolean {
  return beside[one].includes(other);
}

const parts: Readonly<Record<LockMode, readonly LockMode[]>> = {
  IntentShared: [],
  Shared: ['Shared'],
  Update: ['Shared', 'Update'],
  IntentExclusive: ['IntentExclusive'],
  SharedIntentExclusive: ['Shared', 'IntentExclusive'],
  UpdateIntentExclusive: ['Shared', 'Update', 'IntentExclusive'],
  Exclusive: ['Exclusive'],
};

/** The weakest mode that is as strong as both. */
export function combined(one: LockMode, other: LockMode): LockMode {
  const has = new Set([...parts[one], ...parts[other]]);
  if (has.has('Exclusive')) return 'Exclusive';
  if (has.has('IntentExclusive')) {
    return has.has('Update')
      ? 'UpdateIntentExclusive'
      : has.has('Shared')
        ? 'SharedIntentExclusive'
        : 'IntentExclusive';
  }
  return has.has('Update') ? 'Update' : has.has('Shared') ? 'Shared' : 'IntentShared';
}

/** The mode of a name in any case; undefined for one that sp_getapplock does not take. */
export function requestableMode(name: string): LockMode | undefined {
  const modes: readonly LockMode[] = ['IntentShared', 'Shared', 'Update', 'IntentExclusive', 'Exclusive'];
  return modes.find((mode) => mode.toLowerCase() === name.toLowerCase());
}
