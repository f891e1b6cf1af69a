import type { StoredCertificate } from '../domain/machines.js';
import { moment } from '../text/times.js';
import { counted } from '../text/words.js';
import type { JoiningCheck } from './joining-check.js';
import { isValidAt, mayRead, thumbprintOf } from './view/certificates.js';
import type { Observation, Reachability, Unreached } from './view/machine.js';
import type { WorkerView } from './view/worker.js';

/** The id of a worker as plans write it. */
export const idOf = ({ worker }: WorkerView) => `worker/${worker.machine}`;

/** What the machine of the new worker shows by itself. */
export function machineChecks(view: WorkerView): readonly JoiningCheck[] {
  return [
    ...accessChecks(idOf(view), view.worker.machine, view.reachability),
    ...storeChecks(idOf(view), view.reachability, ['my', 'root']),
  ];
}

/** Whether it is reached, and with which rights. */
export function accessChecks(at: string, name: string, reachability: Reachability): readonly JoiningCheck[] {
  const access = (state: JoiningCheck['state'], shows: string): JoiningCheck => ({ check: 'access', at, state, shows });
  switch (reachability.state) {
    case 'manual':
      return [access('byHand', `access is manual: its administrator runs what scaleout script ${name} prints`)];
    case 'none':
      return [access('byHand', 'access is none: nobody looks at it from here, and others set it up')];
    case 'unreached':
      return [{ ...access('unknown', reachability.reason), blocks: remedyOf(reachability) }];
    case 'seen': {
      const { hostName, build, administrator } = reachability.machine;
      const windows = build === undefined ? '' : `, build ${build} of Windows`;
      return [
        access('ok', `reached; it calls itself ${hostName}${windows}`),
        administrator
          ? { check: 'administrator', at, state: 'ok', shows: 'the account is an administrator there' }
          : {
              check: 'administrator',
              at,
              state: 'wrong',
              shows: 'the account is no administrator there',
              blocks: notAdministrator,
            },
      ];
    }
  }
}

const notAdministrator = {
  remedy:
    'Use an account that is a member of Administrators there, or let its administrator do the work: access: { transport: manual }.',
};

function remedyOf({ error }: Unreached): { readonly remedy?: string } {
  return error === undefined ? {} : { remedy: error.remedy };
}

export function storeChecks(
  at: string,
  reachability: Reachability,
  stores: readonly ('my' | 'root')[],
): readonly JoiningCheck[] {
  if (reachability.state !== 'seen') return [];
  return stores.map((check): JoiningCheck => {
    const store = reachability.machine[check];
    const name = `LocalMachine\\${check === 'my' ? 'My' : 'Root'}`;
    if (!store.known) return { check, at, state: 'unknown', shows: `${name}: ${store.reason}`, blocks: {} };
    return {
      check,
      at,
      state: 'ok',
      shows: `${name} can be read: ${counted(store.value.thumbprints.size, 'certificate')}`,
    };
  });
}

/** The service, its config, and the certificate that it names. */
export function serviceChecks(view: WorkerView, { catalog }: Observation): readonly JoiningCheck[] {
  const at = idOf(view);
  const { installation, reachability } = view;
  if (reachability.state !== 'seen') return namedCertificate(view);
  if (installation === undefined) {
    const remedy = `Install the feature Scale Out Worker of SQL Server on ${view.worker.machine}, with setup.`;
    return [
      { check: 'service', at, state: 'wrong', shows: 'no Scale Out Worker is installed there', blocks: { remedy } },
    ];
  }
  const { service, config } = installation;
  const isUp = service.state === 'running' && service.startMode === 'automatic';
  return [
    {
      check: 'service',
      at,
      state: isUp ? 'ok' : 'open',
      shows: `${service.name}: ${service.state}, ${service.startMode}, as ${service.account}`,
    },
    config.state === 'read'
      ? { check: 'config', at, state: 'ok', shows: config.file.path }
      : { check: 'config', at, state: 'unknown', shows: config.problem },
    certificateCheck(view, catalog.observedAt),
  ];
}

/** Of a machine that nobody looks at the certificate that the entry names is known, and nothing else. */
function namedCertificate(view: WorkerView): readonly JoiningCheck[] {
  const { certificate } = view.worker;
  if (certificate === undefined || view.reachability.state === 'none') return [];
  const shows = `${thumbprintOf(certificate)} of the topology; whether the machine has it is not looked at`;
  return [{ check: 'certificate', at: idOf(view), state: 'unknown', shows }];
}

/** A certificate is as it should be where the service can use its key. */
function keyState(
  { installation }: WorkerView,
  stored: StoredCertificate,
  shows: string,
): Pick<JoiningCheck, 'state' | 'shows'> {
  if (installation === undefined) return { state: 'ok', shows };
  const { service } = installation;
  const readable = stored.keyInTpm === true ? undefined : mayRead(stored, service);
  if (readable === true) return { state: 'ok', shows };
  if (readable === false) {
    return { state: 'open', shows: `${shows}; ${service.account} may not read its key: an apply lets it` };
  }
  return { state: 'unknown', shows: `${shows}; whether ${service.account} may use its key cannot be told` };
}

const validCertificate =
  'Give the worker a certificate that is valid now, or name another one with --thumbprint or --certificate.';

function certificateCheck(view: WorkerView, now: string): JoiningCheck {
  const of = { check: 'certificate', at: idOf(view) } as const;
  const { certificate } = view;
  switch (certificate.state) {
    case 'present': {
      const { thumbprint, subject, notAfter } = certificate.stored;
      const isValid = isValidAt(certificate.stored, now);
      const end = `${Date.parse(notAfter) < Date.parse(now) ? 'ended' : 'ends'} ${moment(notAfter)}`;
      const renewed = certificate.renewal === undefined ? '' : '; an apply makes a new one';
      const state = certificate.renewal !== undefined ? 'open' : isValid ? 'ok' : 'wrong';
      const shows = `${thumbprint}, ${subject}, ${end}${renewed}`;
      if (state === 'ok') return { ...of, ...keyState(view, certificate.stored, shows) };
      return state === 'wrong'
        ? { ...of, state, shows, blocks: { remedy: validCertificate } }
        : { ...of, state, shows };
    }
    case 'create':
      return { ...of, state: 'open', shows: `${certificate.reason}: an apply makes a new one` };
    case 'missing':
      return {
        ...of,
        state: 'byHand',
        shows: `${certificate.thumbprint}: ${certificate.reason}. A person has to bring it there with its key`,
      };
    case 'unknown':
      return { ...of, state: 'unknown', shows: certificate.reason };
  }
}
