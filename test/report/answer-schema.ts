import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);

/** Holds what a client receives, the answer after a round through JSON, against the schema that the package ships. */
export function assertValid(name: string, answer: unknown): void {
  const path = join(import.meta.dirname, '..', '..', 'schemas', `${name}.schema.json`);
  const validate =
    ajv.getSchema(`https://unpkg.com/leastwise/schemas/${name}.schema.json`) ??
    ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
  const valid = validate(JSON.parse(JSON.stringify(answer)));
  assert.ok(valid, JSON.stringify(validate.errors, null, 1));
}
