import type { Deadline } from '../model/deadline.ts';
import { deadlines } from '../succession/deadlines.ts';
import type { Declared } from './load-declared.ts';
import { loadSource, type SourceOptions } from './load-source.ts';

/** What ends within so many days, or has ended: in the files, in the settings, and in the org when one is named. */
export async function expiring(
  declared: Declared,
  within: number,
  options: SourceOptions,
): Promise<readonly Deadline[]> {
  const { settings, today, targetOrg } = options;
  const read =
    targetOrg === undefined ? undefined : await loadSource({ ...options, families: new Set(['certificates']) });
  const all = deadlines(declared.declarations, settings, read?.snapshot, today, declared.design.lifeCycle);
  return all.filter(({ inDays }) => inDays <= within);
}
