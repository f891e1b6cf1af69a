import type { SqlGroup } from './case.js';
import { conversionCases } from './conversions.js';
import { dateTextCases } from './date-text.js';
import { dateCases } from './dates.js';
import { flowCases } from './flow.js';
import { lockCases } from './locks.js';
import { nameCases } from './names.js';
import { nullCases } from './nulls.js';
import { numberCases } from './numbers.js';
import { queryCases } from './queries.js';
import { sessionCases } from './sessions.js';
import { textCases } from './text.js';

/** The whole list. */
export const groups: readonly SqlGroup[] = [
  ...textCases,
  ...numberCases,
  ...nullCases,
  ...dateCases,
  ...conversionCases,
  ...dateTextCases,
  ...nameCases,
  ...queryCases,
  ...flowCases,
  ...sessionCases,
  ...lockCases,
];
