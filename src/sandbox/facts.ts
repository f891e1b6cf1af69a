/**
 * What the sandbox is built on: its own statement of each fact, by the same ids as src/facts, and taken from the sources
 * a second time. It imports nothing from there: a test shows the two side by side, so that nobody changes one unnoticed.
 */
export const sandboxFacts = {
  // WorkerSettings.config as setup writes it: AgentHeartbeatInterval, HeartbeatErrorTolerance.
  'worker.heartbeat': 60,
  'worker.error-tolerance': 10 * 60,
  // The walkthrough says "several minutes", and has the service restarted after each of these.
  'worker.registration-time': 10 * 60,
  'worker.restart-after': ['trust on the master', 'trust on the worker', 'binding', 'firewall'],
  // pull_task gives five minutes; update_task_status what the worker asks for (LeaseInterval), each TaskHeartbeatInterval.
  'task.first-lease': 5 * 60,
  'task.reported-lease': 60,
  'task.report': 10,
  // MasterSettings.config: MasterHeartbeatIntervalInMs, DealWithExpiredTasksIntervalInMs.
  'master.heartbeat': 30,
  'master.expiry-sweep': 300_000 / 1000,
  'service.names': ['SSISScaleOutMaster', 'SSISScaleOutWorker'],
} as const;
