import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The validators of what the program prints as JSON. */
const ajv = new Ajv2020({ allowUnionTypes: true, discriminator: true });

const folder = new URL('../../schemas/', import.meta.url);

/** The names of all formats: `plan` for schemas/plan.schema.json. */
export const formats = readdirSync(folder).map((file) => file.replace('.schema.json', ''));

for (const name of formats) ajv.addSchema(JSON.parse(readFileSync(new URL(`${name}.schema.json`, folder), 'utf8')));

function validator(name: string) {
  const found = ajv.getSchema(`${name}.schema.json`);
  if (found === undefined) throw new Error(`there is no schemas/${name}.schema.json`);
  return found;
}

export const isPlan = validator('plan');
export const isEvent = validator('event');
export const isHistoryLine = validator('history');
export const isHistory = validator('history-document');
export const isStatus = validator('status');
export const isReport = validator('report');
export const isDoctor = validator('doctor');

/** Which format a command prints, where it is not called as the command is. */
const formatOf: Readonly<Record<string, string>> = {
  apply: 'event',
  history: 'history-document',
  rehearse: 'rehearsal',
  rotate: 'rotation',
  show: 'plan',
  watch: 'watch-event',
};

/** Whether a document, or a line, is what the format says; the format of a command is found by the command's name. */
export function isFormat(command: string, document: unknown): boolean {
  return validator(formatOf[command] ?? command)(document) === true;
}
