import { fact } from './fact.js';

export const serviceNames = fact({
  id: 'service.names',
  says: 'The services of Scale Out have these names, with the three digits of their version after it.',
  value: ['SSISScaleOutMaster', 'SSISScaleOutWorker'],
  source: 'Microsoft: SSIS Scale Out walkthrough (140); service lists of users (150, 160)',
  standing: 'reported',
  otherwise: 'A service of another name is not found: the plan says that no Scale Out Worker is installed.',
});
