/** Writes schemas/: what leastwise.yml and integrations/*.yml may say, and what the commands print as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { SETTINGS_SCHEMA } from '../src/config/settings-schema.ts';
import { INTEGRATION_SCHEMA } from '../src/desired/integration-schema.ts';
import { SEED_SCHEMA } from '../src/local-org/seed/seed-schema.ts';
import { answerSchemas } from './answer-schemas.ts';

const FOLDER = join(dirname(dirname(fileURLToPath(import.meta.url))), 'schemas');

function write(name: string, schema: unknown): void {
  writeFileSync(join(FOLDER, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}

mkdirSync(FOLDER, { recursive: true });
// Editors know draft 7 best; checks that JSON Schema cannot say stand in the descriptions.
for (const [name, title, schema] of [
  ['leastwise', 'leastwise.yml', SETTINGS_SCHEMA],
  ['integration', 'integrations/<name>.yml', INTEGRATION_SCHEMA],
] as const)
  write(name, {
    ...toJsonSchema(schema, { errorMode: 'ignore' }),
    $id: `https://unpkg.com/leastwise/schemas/${name}.schema.json`,
    title,
  });
for (const [name, schema] of answerSchemas()) write(name, schema);
write('local-org', {
  ...toJsonSchema(SEED_SCHEMA, { errorMode: 'ignore' }),
  $id: 'https://unpkg.com/leastwise/schemas/local-org.schema.json',
  title: 'local-org.json: what a local org is filled with',
});
