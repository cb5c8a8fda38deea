import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { declarationText } from '../desired/declaration-text.ts';
import { writeWhole } from '../files/write-whole.ts';
import { Problem } from '../model/problem.ts';
import type { Imported, ImportOptions } from './import-options.ts';
import { integrationCalled } from './integration-called.ts';
import { loadSource } from './load-source.ts';
import { settledDeclaration } from './settled-declaration.ts';

/** Writes the file of an integration from what exists, so that the plan after it is empty. */
export async function importIntegration(options: ImportOptions): Promise<Imported> {
  const source = await loadSource(options);
  const integration = integrationCalled(source, options.what);
  const name = options.name ?? integration.name;
  const file = join(options.folder, `${name}.yml`);
  await refuseToOverwrite(file);
  const { declaration, left } = await settledDeclaration(source, integration, name, file, options);
  await writeWhole(file, declarationText(declaration));
  return { file, declaration, left };
}

async function refuseToOverwrite(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  throw new Problem({
    kind: 'usage',
    code: 'declaration-exists',
    message: `${file} is there already.`,
    actions: ['Edit it, or give the new one another name: --name <name>'],
  });
}
