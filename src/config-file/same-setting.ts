import type { ConfigValue } from './read-config-file.js';

const number = /^[+-]?\d+(\.\d+)?$/;
const truth = /^(true|false)$/i;

/** Whether the product reads two values as one: `"8"` and 8, `"True"` and true, 1.0 and 1. Other texts compare exactly. */
export function sameSetting(present: ConfigValue, wanted: string | number | boolean): boolean {
  if (present === null) return false;
  const one = String(present);
  const other = String(wanted);
  if (one === other) return true;
  if (truth.test(one) && truth.test(other)) return one.toLowerCase() === other.toLowerCase();
  return number.test(one) && number.test(other) && Number(one) === Number(other);
}
