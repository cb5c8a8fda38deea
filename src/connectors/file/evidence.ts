import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE, writeWhole } from '../../files/write-whole.ts';
import type { Evidence } from '../../model/evidence.ts';
import { Problem } from '../../model/problem.ts';

/** Writes a bundle that only its owner may read; the path. */
export async function writeEvidence(folder: string, evidence: Evidence): Promise<string> {
  const name = `panic-${evidence.at.slice(0, 19).replaceAll(':', '-')}Z.json`;
  const path = join(folder, name);
  await writeWhole(path, `${JSON.stringify(evidence, null, 2)}\n`, PRIVATE);
  return path;
}

/**
 * The newest bundle about a subject.
 *
 * @throws Problem `no-evidence`
 */
export async function newestEvidence(folder: string, subject: string): Promise<Evidence> {
  const names = await readdir(folder).catch(() => [] as string[]);
  for (const name of names
    .filter((file) => /^panic-.*\.json$/.test(file))
    .sort()
    .reverse()) {
    const content: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'));
    if (isEvidence(content) && content.subject === subject) return content;
  }
  throw new Problem({
    kind: 'usage',
    code: 'no-evidence',
    message: `There is no bundle about ${subject} in ${folder}.`,
    actions: ['Name what panic was given.', 'See the runs: leastwise rollback'],
  });
}

function isEvidence(content: unknown): content is Evidence {
  return (
    typeof content === 'object' && content !== null && 'format' in content && content.format === 'leastwise-evidence'
  );
}
