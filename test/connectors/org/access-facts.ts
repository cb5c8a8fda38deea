import { buildAccessGraph } from '../../../src/access/build-graph.ts';
import { grantedPermissions } from '../../../src/access/compare.ts';
import { effectiveAccess } from '../../../src/access/effective.ts';
import { formatPermission } from '../../../src/model/permission-text.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';

/** What every container, group and user is granted, as texts: by id of the holder. */
export function grantedTo(snapshot: Snapshot, today: string): ReadonlyMap<string, readonly string[]> {
  const graph = buildAccessGraph(snapshot, { today });
  const holders = [
    ...snapshot.containers.map(({ id }) => ({ kind: 'container' as const, id })),
    ...snapshot.groups.map(({ id }) => ({ kind: 'group' as const, id })),
    ...snapshot.users.map(({ id }) => ({ kind: 'user' as const, id })),
  ];
  return new Map(
    holders
      .map((holder) => {
        const access = effectiveAccess(graph, holder);
        // Beside Modify All Data an org shows rows of its own making for every object (ids from 000), which are no grants.
        const granted = [...grantedPermissions(access)].filter(
          ({ kind }) => kind !== 'object' || !access.hasSystem('ModifyAllData'),
        );
        return [holder.id, granted.map(formatPermission)] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
