import type { Value } from '../../domain/documents.js';
import type { Binding, Thumbprint } from '../../domain/machines.js';
import { isWorkerOnline } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { tls13Build } from '../../facts/http.js';
import { bindPortStep } from '../steps/bind-port.js';
import type { StepPlace } from '../steps/machine-step.js';
import { bindingAt, bindingDiffers, isBound, negotiates, refusesTls13, shadowing } from '../view/binding.js';
import { troubleSince } from '../view/log-trouble.js';
import type { MachineView } from '../view/machine.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import { newOne } from './worker-config.js';

/** The certificate that the port is to be bound to: one that is there, or that a step makes. */
export type WantedCertificate = { readonly thumbprint: Thumbprint } | { readonly createdBy: string };

/** Compares the entry of http.sys that the master answers with; the steps that mend it. */
export function compareBinding(
  change: ChangeBuilder,
  machine: MachineView,
  place: StepPlace,
  certificate: WantedCertificate,
  context: DiffContext,
): readonly string[] {
  const node = place.machine;
  if (!machine.bindings.known) {
    change.tell(diagnostic('plan.part-unseen', `${node}: ${machine.bindings.reason}`, { severity: 'warning' }));
    return [];
  }
  const { port } = context.master;
  const negotiate = context.topology.master?.negotiateClientCertificate;
  const bound = bindingAt(machine.bindings.value, port);
  // No entry has the thumbprint of one that is still to be made.
  const thumbprint = 'thumbprint' in certificate ? certificate.thumbprint : newOne;
  change.tell(...shadowing(machine.bindings.value, port).map((entry) => shadowed(node, entry, thumbprint)));
  if (isBound(bound, { thumbprint, negotiate })) {
    if (bound !== undefined) change.tell(...notAsked(machine, bound, place, context));
    return [];
  }
  addBindingReasons(change, bound, { thumbprint, negotiate, port });
  if (bound?.lost !== undefined && bound.lost.length > 0) {
    const detail = `${bound.address} on ${node}: ${bound.lost.join(', ')}.`;
    change.tell(diagnostic('plan.binding-options-lost', detail, { severity: 'warning' }));
  }
  return [change.addStep(bindPortStep(place, { port, certificate, negotiate }, bound?.thumbprint))];
}

function addBindingReasons(
  change: ChangeBuilder,
  bound: Binding | undefined,
  wanted: { readonly thumbprint: string; readonly negotiate: boolean | undefined; readonly port: number },
): void {
  const { port, thumbprint } = wanted;
  const reasonCode = 'binding-differs';
  const add = (reason: string, path: string, before: Value, after: Value) =>
    change.addReason({ reason, reasonCode, field: { path, before, after } });
  const path = `binding.${port}`;
  const differs = bound === undefined ? undefined : bindingDiffers(bound, wanted);
  if (bound === undefined) add(`port ${port} is bound to no certificate`, path, null, thumbprint);
  else if (differs?.certificate === true) {
    add(`port ${port} is bound to another certificate`, path, bound.thumbprint, thumbprint);
  } else if (differs?.store === true) {
    const reason = `port ${port} is bound to its certificate in the store ${bound.store}, not in Root`;
    add(reason, `${path}.store`, bound.store, 'Root');
  }
  if (wanted.negotiate === undefined || differs?.negotiate === false) return;
  const before = bound === undefined ? null : (negotiates(bound) ?? null);
  const reason = `port ${port} ${wanted.negotiate ? 'does not ask' : 'asks'} for client certificates in the handshake`;
  add(reason, `${path}.negotiateClientCertificate`, before, wanted.negotiate);
}

function shadowed(node: string, { address, thumbprint, store }: Binding, wanted: string): Diagnostic {
  const isSame = thumbprint === wanted && store.toUpperCase() === 'ROOT';
  const what = isSame ? 'the same certificate' : "another certificate than the master's";
  const detail = `${node} has an entry for ${address} with ${what}: ${thumbprint} in ${store}.`;
  return diagnostic('plan.binding-shadowed', detail, { severity: isSame ? 'note' : 'warning' });
}

/** TLS 1.3 may keep the master from asking for a worker's certificate: told only where a worker shows it. */
function notAsked(
  machine: MachineView,
  bound: Binding,
  { machine: node }: StepPlace,
  context: DiffContext,
): readonly Diagnostic[] {
  const { build } = machine;
  if (build === undefined || build < tls13Build.value) return [];
  if (negotiates(bound) !== false || refusesTls13(bound) !== false) return [];
  const silent = silentWorkers(context);
  if (silent.length === 0) return [];
  const detail = `${bound.address} on ${node} (Windows build ${build}) does not ask for client certificates in the handshake, and TLS 1.3 is not off there. Refused or not heard of: ${silent.join(', ')}.`;
  return [diagnostic('plan.client-certificate-not-asked', detail, { severity: 'warning' })];
}

/** Listed workers whose log shows that they were refused, or that are silent although nothing shows that they do not run. */
function silentWorkers(context: DiffContext): readonly string[] {
  return context.workers.flatMap(({ worker, row, reachability, installation }) => {
    const trouble =
      reachability.state === 'seen'
        ? troubleSince(reachability.machine, 'worker', row?.lastOnline ?? null, context)
        : [];
    const isRefused = trouble.some(({ kind }) => kind === 'anonymous');
    if (isRefused) return row !== undefined && isWorkerOnline(row) ? [] : [worker.machine];
    if (row === undefined || isWorkerOnline(row) || worker.enabled === false) return [];
    return installation === undefined || installation.service.state === 'running' ? [worker.machine] : [];
  });
}
