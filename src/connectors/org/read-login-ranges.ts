import type { Container } from '../../model/container.ts';
import { queryTogether } from './query.ts';
import type { Reading } from './reading.ts';
import { isRow, type Row, textIn } from './row.ts';

/** One row of metadata a question, so only for profiles that matter. */
const MOST_PROFILES = 50;

/**
 * From where and when the users of profiles may log in. Only the metadata of a profile says so, and the Tooling API hands
 * that out one profile at a time. Answers the containers with what was learnt.
 */
export async function readLoginRanges(
  reading: Reading,
  containers: readonly Container[],
  wanted: ReadonlySet<string>,
): Promise<readonly Container[]> {
  const profiles = containers.filter(({ id, kind }) => kind === 'profile' && wanted.has(id)).slice(0, MOST_PROFILES);
  const found = await queryTogether(
    reading.wire,
    profiles.map(({ files: [path = ''] }) => ({
      soql: `SELECT Id, Metadata FROM Profile WHERE Id = '${path.slice(path.indexOf('/') + 1)}'`,
      api: 'tooling' as const,
    })),
  );
  const metadata = new Map<string, Row>();
  found.forEach((one, at) => {
    const profile = profiles[at];
    const row = one.ok ? one.rows[0]?.['Metadata'] : undefined;
    if (profile && isRow(row)) metadata.set(profile.id, row);
    else reading.notes.refused('loginRanges', one.ok ? undefined : one.failure);
  });
  if (metadata.size === profiles.length && wanted.size <= MOST_PROFILES) reading.notes.read('loginRanges');
  else if (metadata.size > 0)
    reading.notes.partial('loginRanges', `the log-in ranges of ${wanted.size - metadata.size} profiles were not read`);
  return containers.map((container) => {
    const row = metadata.get(container.id);
    return row ? { ...container, ...restrictionsOf(row, container.files[0] ?? '') } : container;
  });
}

function restrictionsOf(metadata: Row, path: string): Pick<Container, 'loginIpRanges' | 'loginHours'> {
  const ranges = Array.isArray(metadata['loginIpRanges']) ? metadata['loginIpRanges'].filter(isRow) : [];
  const hours = metadata['loginHours'];
  return {
    loginIpRanges: ranges.map((range) => ({
      start: textIn(range, 'startAddress'),
      end: textIn(range, 'endAddress'),
      description: textIn(range, 'description'),
      origin: { path, line: 0 },
    })),
    loginHours: isRow(hours) && Object.values(hours).some((value) => value !== null),
  };
}
