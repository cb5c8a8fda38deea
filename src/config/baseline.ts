import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { writeWhole } from '../files/write-whole.ts';
import type { Finding } from '../model/finding.ts';
import { Problem } from '../model/problem.ts';

/** One line a finding, so that a diff of the file reads as what was accepted. */
const BASELINE = v.object({
  version: v.literal(1),
  findings: v.array(
    v.object({ fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16,}$/)), rule: v.string(), subject: v.string() }),
  ),
});

/**
 * The fingerprints that a baseline file knows.
 *
 * @throws Problem `configuration` when it is not there or is no baseline
 */
export async function readBaseline(path: string): Promise<ReadonlySet<string>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new Problem({
      kind: 'configuration',
      code: 'baseline-not-found',
      message: `The baseline ${path} cannot be read.`,
      actions: [`Write one: leastwise audit --write-baseline ${path}`],
      cause: error,
    });
  }
  try {
    return new Set(v.parse(BASELINE, JSON.parse(text)).findings.map(({ fingerprint }) => fingerprint));
  } catch (error) {
    throw new Problem({
      kind: 'configuration',
      code: 'bad-baseline',
      message: `${path} is not a baseline that leastwise wrote.`,
      actions: [`Write it anew: leastwise audit --write-baseline ${path}`],
      cause: error,
    });
  }
}

/** Writes today's failures as the baseline, in a stable order. */
export async function writeBaseline(path: string, findings: readonly Finding[]): Promise<number> {
  const known = findings
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ fingerprint, rule, subject }) => ({ fingerprint, rule, subject }))
    .sort((a, b) => (`${a.rule} ${a.subject} ${a.fingerprint}` < `${b.rule} ${b.subject} ${b.fingerprint}` ? -1 : 1));
  const rows = known.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  await writeWhole(path, `{\n  "version": 1,\n  "findings": [\n${rows}\n  ]\n}\n`);
  return known.length;
}
