import type { Model } from '../model.js';
import { randomGuid } from '../random.js';
import type { Row } from '../store.js';
import { timeText } from '../time-text.js';
import type { Call } from './procedure.js';

/** Inserts a row of internal.operations for the caller and returns its id. */
export function newOperation(call: Call, model: Model, fields: Row): number {
  const id = model.nextOperationId();
  model.store.put('operations', String(id), {
    operationType: null,
    createdTime: timeText(call.now),
    objectType: null,
    objectId: null,
    objectName: null,
    status: null,
    startTime: null,
    endTime: null,
    callerSid: Buffer.from(call.login?.sid ?? new Uint8Array(1))
      .toString('hex')
      .toUpperCase(),
    callerName: call.login?.name ?? '',
    processId: null,
    stoppedBySid: null,
    stoppedByName: null,
    operationGuid: randomGuid(model.random),
    serverName: null,
    machineName: null,
    workerAgentId: null,
    executedCount: 0,
    ...fields,
  });
  return id;
}
