/** Writes schemas/: what leastwise.yml may say, and what the commands print as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { SETTINGS_SCHEMA } from '../src/config/settings-schema.ts';
import { answerSchemas } from './answer-schemas.ts';

const FOLDER = join(dirname(dirname(fileURLToPath(import.meta.url))), 'schemas');

function write(name: string, schema: unknown): void {
  writeFileSync(join(FOLDER, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}

mkdirSync(FOLDER, { recursive: true });
// Editors know draft 7 best; isoDate has no JSON Schema of its own, the pattern in the description must do.
const settings = toJsonSchema(SETTINGS_SCHEMA, { errorMode: 'ignore' });
write('leastwise', {
  ...settings,
  $id: 'https://unpkg.com/leastwise/schemas/leastwise.schema.json',
  title: 'leastwise.yml',
});
for (const [name, schema] of answerSchemas()) write(name, schema);
