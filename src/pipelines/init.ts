import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsSkeleton } from '../config/settings-skeleton.ts';
import { writeWhole } from '../files/write-whole.ts';
import { Problem } from '../model/problem.ts';
import { loadSource, type SourceOptions } from './load-source.ts';

export interface Initialised {
  readonly file: string;
  /** Names of the integrations that the file suggests. */
  readonly integrations: readonly string[];
}

/**
 * Writes a `leastwise.yml` that names the integrations found, for people to correct.
 *
 * @throws Problem `settings-exist`; an existing file is never overwritten
 */
export async function init(directory: string, options: SourceOptions): Promise<Initialised> {
  const file = join(directory, 'leastwise.yml');
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) {
    throw new Problem({
      kind: 'configuration',
      code: 'settings-exist',
      message: `${file} is there already.`,
      actions: ['Edit it, or move it away first.'],
    });
  }
  const { integrations, snapshot } = await loadSource(options);
  const own = integrations.filter((integration) => integration.class === 'own');
  await writeWhole(file, settingsSkeleton(own, snapshot));
  return { file, integrations: own.map(({ name }) => name) };
}
