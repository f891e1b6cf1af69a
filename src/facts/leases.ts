import { fact } from './fact.js';

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
