import { masterHeartbeat } from '../facts/liveness.js';
import { serviceNames } from '../facts/services.js';
import { type Check, judged, listed, notSeen, ofCatalog, ofMachines, phrase } from './check.js';

/** What of the services and their beat can be looked at. */
export const serviceChecks: readonly Check[] = [
  ofMachines(
    serviceNames,
    phrase`${listed(serviceNames.value)}, each with three digits behind it`,
    ({ survey, roles }) => {
      const { serviceNames: names } = survey;
      if (!names.known) return notSeen(phrase`${names.reason}`);
      const [master, worker] = serviceNames.value;
      const wanted = roles.map((role) => (role === 'master' ? master : worker));
      const isOurs = (name: string) => serviceNames.value.some((one) => new RegExp(`^${one}[0-9]{3}$`).test(name));
      const missing = wanted.filter((one) => !names.value.some((name) => new RegExp(`^${one}[0-9]{3}$`).test(name)));
      if (missing.length > 0 && names.value.length === 0)
        return notSeen(phrase`no service of Scale Out is installed there`);
      const others = names.value.filter((name) => !isOurs(name));
      if (missing.length > 0 && others.length === 0)
        return notSeen(phrase`there is no ${listed(missing)} there, only ${listed(names.value)}`);
      return judged(others.length === 0, listed(names.value));
    },
  ),
  ofCatalog(
    masterHeartbeat,
    phrase`MASTER_HEARTBEAT_INTERVALINMS of catalog.master_properties, in milliseconds`,
    ({ masterProperties }) => {
      if (!masterProperties.known) return notSeen(phrase`${masterProperties.reason}`);
      const row = masterProperties.value.find(({ name }) => name === 'MASTER_HEARTBEAT_INTERVALINMS');
      if (row === undefined) return notSeen(phrase`no master has written its properties yet`);
      return judged(/^\d{4,7}$/.test(row.value ?? ''), row.isSet ? phrase`${row.value ?? ''}` : phrase`an empty row`);
    },
  ),
];
