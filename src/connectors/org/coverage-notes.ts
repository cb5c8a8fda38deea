import { type Coverage, FACT_FAMILIES, type FactFamily, type FamilyCoverage } from '../../model/coverage.ts';
import type { Failure } from './answer.ts';
import { FACT_SOURCES } from './fact-sources.ts';

/** How much of each family was read, noted while reading. The worst that is said of a family stays. */
export interface CoverageNotes {
  read(family: FactFamily): void;
  partial(family: FactFamily, reason: string): void;
  absent(family: FactFamily, reason: string): void;
  /** The org refused. Whether it has nothing to show or did not want to is told apart by the rights of whoever asked. */
  refused(family: FactFamily, failure?: Failure): void;
  /** @param has whether the reading user holds a system permission; `undefined` when that could not be found out */
  coverage(username: string, has: ((permission: string) => boolean) | undefined): Coverage;
}

type Note = FamilyCoverage | { readonly state: 'refused'; readonly failure: Failure | undefined };

const ORDER: readonly Note['state'][] = ['read', 'partial', 'absent', 'refused', 'denied'];

export function createCoverageNotes(): CoverageNotes {
  const notes = new Map<FactFamily, Note>();
  const note = (family: FactFamily, next: Note): void => {
    const known = notes.get(family);
    if (known === undefined || ORDER.indexOf(next.state) > ORDER.indexOf(known.state)) notes.set(family, next);
  };
  return {
    read: (family) => note(family, { state: 'read', reason: '' }),
    partial: (family, reason) => note(family, { state: 'partial', reason }),
    absent: (family, reason) => note(family, { state: 'absent', reason }),
    refused: (family, failure) => note(family, { state: 'refused', failure }),
    coverage: (username, has) => {
      const entries = FACT_FAMILIES.map(
        (family) => [family, settled(family, notes.get(family), username, has)] as const,
      );
      return Object.fromEntries(entries) as Record<FactFamily, FamilyCoverage>;
    },
  };
}

function settled(
  family: FactFamily,
  note: Note | undefined,
  username: string,
  has: ((permission: string) => boolean) | undefined,
): FamilyCoverage {
  if (note === undefined) return { state: 'absent', reason: `${wordsFor(family)} were not asked for` };
  if (note.state !== 'refused') return note;
  const { opens = [], what = family } = FACT_SOURCES[family] ?? {};
  const { failure } = note;
  const held = has !== undefined && (opens.length === 0 || opens.some(has));
  if (held) {
    const why =
      failure && failure.code !== 'INVALID_TYPE' && failure.code !== 'NOT_FOUND' ? `: ${failure.message}` : '';
    return {
      state: 'absent',
      reason:
        why === ''
          ? `this org has no ${what}: its edition or features do not bring them`
          : `${what} could not be read${why}`,
    };
  }
  const needed =
    opens.length > 1
      ? `${opens.slice(0, -1).join(', ')} or ${opens.at(-1)}`
      : (opens[0] ?? 'a right that is not known');
  return { state: 'denied', reason: `${username} may not read ${what}: give it ${needed}`, opens };
}

function wordsFor(family: FactFamily): string {
  return FACT_SOURCES[family]?.what ?? family;
}
