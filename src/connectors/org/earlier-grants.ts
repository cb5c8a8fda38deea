import { Problem } from '../../model/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { GrantStore } from './grant-store.ts';
import type { ContainerDraft } from './read-containers.ts';
import { longId } from './row.ts';

/** Takes a column of grants over from an earlier snapshot; containers are known by their records, whatever they are called now. */
export function addEarlierGrants(
  kind: 'objects' | 'fields',
  earlier: Snapshot,
  drafts: readonly ContainerDraft[],
  store: GrantStore,
): void {
  const numbers = new Map(drafts.map(({ files }, at) => [files[0], at]));
  for (const { files, grants } of earlier.containers) {
    const container = numbers.get(files[0]);
    if (container === undefined) continue;
    const { ids, bits } = grants[kind];
    for (const [row, id] of ids.entries())
      store.add(kind, container, store.nameId(earlier.names[id] ?? ''), bits[row] ?? 0);
  }
}

/** @throws Problem `other-org`: what was read of one org says nothing of another, or of one whose names were replaced */
export function refuseOtherOrg(earlier: Snapshot, orgId: string, label: string): void {
  if (earlier.org !== undefined && longId(earlier.org.id) === longId(orgId)) return;
  throw new Problem({
    kind: 'usage',
    code: 'other-org',
    message: `The earlier snapshot${earlier.source.savedIn === undefined ? '' : ` ${earlier.source.savedIn}`} is not of ${label}.`,
    actions: ['Name a snapshot of the same org, saved without --pseudonyms, or leave out --since.'],
  });
}
