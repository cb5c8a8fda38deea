import type { Holder } from '../model/answer.ts';
import { closest } from '../model/closest.ts';
import type { Integration } from '../model/integration.ts';
import { Problem } from '../model/problem.ts';
import { standardProfile } from '../platform/standard-profiles.ts';
import type { AccessGraph } from './access-graph.ts';

interface Named {
  readonly holder: Holder;
  readonly names: readonly string[];
}

const KINDS = {
  integration: 'integration',
  user: 'user',
  group: 'group',
  'permission-set': 'set',
  profile: 'profile',
  'muting-permission-set': 'muting set',
};

function everyone(graph: AccessGraph, integrations: readonly Integration[]): readonly Named[] {
  const { snapshot } = graph;
  return [
    ...integrations.map(({ name, label }) => ({
      holder: { kind: 'integration', id: name, name } as const,
      names: [name, `integration:${name}`, label],
    })),
    ...snapshot.users.map(({ id, username }) => ({
      holder: { kind: 'user', id, name: username } as const,
      names: [username, id],
    })),
    ...snapshot.containers.map(({ id, kind, name, label }) => {
      const standard = kind === 'profile' ? standardProfile(name) : undefined;
      const asProfile = standard ? [standard.label, `profile:${standard.label}`] : [];
      return {
        holder: { kind: 'container', id, name } as const,
        names: [id, `${KINDS[kind]}:${name}`, name, label, ...asProfile],
      };
    }),
    ...snapshot.groups.map(({ id, name, label }) => ({
      holder: { kind: 'group', id, name } as const,
      names: [id, name, label],
    })),
  ];
}

/**
 * Who is meant by a name: an integration before a user, a user before what holds grants. Ids (`permission-set:ERP#2`) and
 * names with their kind (`profile:Admin`) are exact.
 *
 * @throws Problem of kind `usage` when nobody or more than one has the name.
 */
export function findHolder(graph: AccessGraph, integrations: readonly Integration[], text: string): Holder {
  const wanted = text.trim().toLowerCase();
  const known = everyone(graph, integrations);
  const exact = known.filter(
    ({ holder, names }) => holder.id.toLowerCase() === wanted || names[0]?.toLowerCase() === wanted,
  );
  const found =
    exact.length > 0 ? exact : known.filter(({ names }) => names.some((name) => name.toLowerCase() === wanted));
  const first = found[0];
  const rival = found.find(
    ({ holder }) => first !== undefined && holder !== first.holder && holder.kind === first.holder.kind,
  );
  if (first !== undefined && rival === undefined) return first.holder;
  if (first !== undefined) {
    throw new Problem({
      kind: 'usage',
      code: 'ambiguous-name',
      message: `${found.length} things are called "${text}".`,
      actions: found.map(({ holder }) => `Say ${holder.id}.`),
    });
  }
  const near = closest(
    text,
    known.flatMap(({ names }) => names.slice(0, 1)).concat(known.map(({ holder }) => holder.name)),
  );
  throw new Problem({
    kind: 'usage',
    code: 'unknown-holder',
    message: `Nothing here is called "${text}".`,
    actions: [
      ...(near.length > 0 ? [`Did you mean ${near.join(', ')}?`] : []),
      'Name an integration, a user, a permission set, a group or a profile. `leastwise list` shows the integrations.',
    ],
  });
}
