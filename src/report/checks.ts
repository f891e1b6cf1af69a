import { facts } from '../facts/facts.js';
import { logBase } from '../facts/log-folders.js';
import type { Check } from './check.js';
import { configChecks } from './checks-config.js';
import { nameChecks } from './checks-names.js';
import { serviceChecks } from './checks-services.js';
import { ssisdbChecks } from './checks-ssisdb.js';
import { unseenFacts } from './checks-unseen.js';
import { registryPlaces, windowsChecks } from './checks-windows.js';
import type { SurveyRequest } from './survey.js';

const makers = { ...configChecks, ...windowsChecks, ...unseenFacts };

/** Each fact's one check, or the reason why no look can tell; test/report keeps the list whole. */
export const checks: readonly Check[] = [
  ...serviceChecks,
  ...nameChecks,
  ...ssisdbChecks,
  ...facts.flatMap((fact) => makers[fact.id]?.(fact) ?? []),
];

/** What the machines are asked to look at for these checks. */
export const surveyRequest: SurveyRequest = {
  registry: registryPlaces(),
  logs: logBase.value,
};
