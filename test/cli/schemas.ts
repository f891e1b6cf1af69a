import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The validators of what the program prints as JSON. */
const ajv = new Ajv2020({ allowUnionTypes: true, discriminator: true });

function schema(name: string) {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8'));
}

export const isPlan = ajv.compile(schema('plan.schema.json'));
export const isEvent = ajv.compile(schema('event.schema.json'));
export const isHistoryLine = ajv.compile(schema('history.schema.json'));
export const isHistory = ajv.compile(schema('history-document.schema.json'));
export const isStatus = ajv.compile(schema('status.schema.json'));
export const isReport = ajv.compile(schema('report.schema.json'));
export const isDoctor = ajv.compile(schema('doctor.schema.json'));
