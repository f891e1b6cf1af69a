import type { MachineAnswer, MachineLook, MachineRequest } from '../../../providers/machines/script/wire.js';
import { changeFleet } from '../life/change-fleet.js';
import type { Model } from '../model.js';
import { waysOf } from '../ways.js';
import { inspectMachine } from './inspect.js';
import { type MachineState, machineState } from './machine-state.js';
import { createCertificate, distrustCertificate, grantKey, trustCertificate } from './operations/certificates.js';
import { readConfig, writeConfig } from './operations/configs.js';
import { ensureMaster } from './operations/ensure-master.js';
import { ensureWorker } from './operations/ensure-worker.js';
import { isRefusal, type Outcome, refused } from './operations/outcome.js';
import { bindPort, openFirewall } from './operations/ports.js';
import { restartService, setStartMode, startService, stopService } from './operations/services.js';
import { surveyMachine } from './survey.js';

/** What a machine answers to a request at that time, in unix milliseconds. */
export function answerRequest(model: Model, key: string, request: MachineRequest, now: number): MachineAnswer {
  const machine = machineState(model, key, now);
  if (machine === undefined) return { ok: false, code: 'scriptFailed', message: `There is no machine ${key}.` };
  if (waysOf(model.store).has('constrained')) {
    return { ok: false, code: 'languageMode', message: 'PowerShell runs in ConstrainedLanguage mode here.' };
  }
  if (request.operation === 'inspect') {
    model.life.advance(now);
    return { ok: true, value: inspectMachine(machine) };
  }
  if (request.operation === 'survey') {
    model.life.advance(now);
    return { ok: true, value: surveyMachine(machine, request) };
  }
  const outcome = changeFleet(model, now, () => carryOut(machine, request));
  return isRefusal(outcome) ? { ok: false, ...outcome } : { ok: true, value: outcome };
}

function carryOut(machine: MachineState, request: Exclude<MachineRequest, MachineLook>): Outcome {
  if (request.operation === 'readConfig') return readConfig(machine, request.path);
  if (!machine.windows().administrator) return refused('accessDenied', 'Access is denied.');
  switch (request.operation) {
    case 'trustCertificate':
      return trustCertificate(machine, request);
    case 'distrustCertificate':
      return distrustCertificate(machine, request);
    case 'createCertificate':
      return createCertificate(machine, request);
    case 'grantKey':
      return grantKey(machine, request);
    case 'writeConfig':
      return writeConfig(machine, request);
    case 'setStartMode':
      return setStartMode(machine, request.service, request.mode);
    case 'startService':
      return startService(machine, request.service);
    case 'stopService':
      return stopService(machine, request.service);
    case 'restartService':
      return restartService(machine, request.service);
    case 'bindPort':
      return bindPort(machine, request);
    case 'openFirewall':
      return openFirewall(machine, request.name, request.port);
    case 'ensureWorker':
      return ensureWorker(machine, request);
    case 'ensureMaster':
      return ensureMaster(machine, request);
  }
}
