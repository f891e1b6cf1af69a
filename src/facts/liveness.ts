import { fact } from './fact.js';

export const workerHeartbeat = fact({
  id: 'worker.heartbeat',
  says: 'A worker sends a heartbeat each 60 seconds, unless AgentHeartbeatInterval of its config says otherwise.',
  value: 60,
  source: 'Microsoft: SSIS Scale Out Worker, AgentHeartbeatInterval 00:01:00',
  standing: 'documented',
  otherwise: 'The interval of the config is taken where the machine was seen.',
});

export const masterHeartbeat = fact({
  id: 'master.heartbeat',
  says: 'The master writes LAST_ONLINE_TIME each 30 seconds, unless MASTER_HEARTBEAT_INTERVALINMS says otherwise.',
  value: 30,
  source:
    'Microsoft: SSIS Scale Out Master, MasterHeartbeatIntervalInMs 30000; published SSISDB, internal.update_master_settings',
  standing: 'documented',
  otherwise: 'The interval that the catalog shows is taken.',
});
