import { fact } from './fact.js';

export const workerHeartbeat = fact({
  id: 'worker.heartbeat',
  says: 'A worker sends a heartbeat when its service starts, then each 60 seconds, unless AgentHeartbeatInterval of its config says otherwise.',
  value: 60,
  source: 'Microsoft: SSIS Scale Out Worker, AgentHeartbeatInterval 00:01:00',
  standing: 'documented',
  otherwise:
    'The interval of the config is taken where the machine was seen, that of the topology where it was not, each at most an hour. No service is stopped because of silence alone.',
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

export const registrationTime = fact({
  id: 'worker.registration-time',
  says: 'A worker registers some minutes after all is right: no longer than these seconds.',
  value: 600,
  source: 'Microsoft: SSIS Scale Out walkthrough, "Registration takes several minutes", which gives no figure',
  standing: 'inferred',
  otherwise:
    'The topology says how long is waited (policy.registrationTimeout); the wait ends with what the log of the worker says.',
});

export const restartAfter = fact({
  id: 'worker.restart-after',
  says: 'A worker that could not reach the master is restarted after one of these was mended. Whether it would try again by itself is not documented.',
  value: ['trust on the master', 'trust on the worker', 'binding', 'firewall'],
  source: 'Microsoft: SSIS Scale Out troubleshooting and walkthrough, each of whose steps ends with a restart',
  standing: 'documented',
  otherwise:
    'A worker that is heard of is never restarted for that reason. One that is not heard of and holds nothing loses nothing by it.',
});

export const heartbeatErrorTolerance = fact({
  id: 'worker.error-tolerance',
  says: 'A worker ends its packages when the master has refused its heartbeats for this many seconds, unless HeartbeatErrorTolerance of its config says otherwise. One that gets no answer at all is not said to end them.',
  value: 600,
  source:
    'Microsoft: SSIS Scale Out Worker, HeartbeatErrorTolerance 00:10:00, "if error response of heartbeat is received"',
  standing: 'documented',
  otherwise:
    'A worker that is silent for longer is disabled without a wait where its leases cannot be seen, but its service is not stopped, and it is said that its packages may still run.',
});

export const firstLease = fact({
  id: 'task.first-lease',
  says: 'A worker that pulls a task holds it for 300 seconds, until its first report on it.',
  value: 300,
  source: 'Published SSISDB: internal.pull_task, DATEADD(MINUTE, 5, ...)',
  standing: 'published',
  otherwise: 'Where internal.tasks can be read, the end of each lease is taken from there.',
});

export const reportedLease = fact({
  id: 'task.reported-lease',
  says: 'Each report of a worker sets a new end of the lease, 60 seconds ahead, unless LeaseInterval of its config says otherwise.',
  value: 60,
  source:
    'Published SSISDB: internal.update_task_status (@ExpiredTime); Microsoft: SSIS Scale Out Worker, LeaseInterval 00:01:00',
  standing: 'documented',
  otherwise:
    'Nothing is concluded from this time: leases are read, and the longer first one is waited for where they cannot be.',
});

export const taskReport = fact({
  id: 'task.report',
  says: 'A worker reports on each task that it runs each 10 seconds, unless TaskHeartbeatInterval of its config says otherwise.',
  value: 10,
  source: 'Microsoft: SSIS Scale Out Worker, TaskHeartbeatInterval 00:00:10',
  standing: 'documented',
  otherwise:
    'A drain by a login that cannot read internal.tasks looks on for the length of a first lease all the same.',
});

export const expirySweep = fact({
  id: 'master.expiry-sweep',
  says: 'The master looks for tasks whose lease has ended each 300 seconds, unless DealWithExpiredTasksIntervalInMs of its config says otherwise, and hands out again those that have attempts left.',
  value: 300,
  source:
    'Microsoft: SSIS Scale Out Master, DealWithExpiredTasksIntervalInMs 300000; published SSISDB, internal.dealwith_expired_tasks',
  standing: 'documented',
  otherwise: 'No step waits for it.',
});
