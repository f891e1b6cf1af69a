import type { Fact } from './fact.js';
import { serviceNames } from './services.js';

/**
 * The facts that the machines' script works by: `Get-Fact 'service.names'` gives a value there. Values are texts, numbers
 * or lists of them, in ASCII.
 */
export const scriptFacts: readonly Fact<string | number | readonly (string | number)[]>[] = [serviceNames];
