/**
 * What the sandbox is built on: its own statement of each fact, by the same ids as src/facts, and taken from the sources
 * a second time. It imports nothing from there: a test shows the two side by side, so that nobody changes one unnoticed.
 */
export const sandboxFacts = {
  'worker.heartbeat': 60,
  'master.heartbeat': 30,
  'service.names': ['SSISScaleOutMaster', 'SSISScaleOutWorker'],
} as const;
