import { agreementWith } from '../access/agree-with-platform.ts';
import { effectiveAccess } from '../access/effective.ts';
import type { PlatformQuestion } from '../connectors/org/read-platform-access.ts';
import type { CrossCheck } from '../model/cross-check.ts';
import { formatPermission } from '../model/permission-text.ts';
import type { PlatformAccess } from '../model/platform-access.ts';
import type { User } from '../model/user.ts';
import type { LoadedSource } from './understand.ts';

/** Three users with twenty objects each take about five requests in all: the org is asked one by one (facts 3.5). */
const USERS = 3;
const OBJECTS = 20;
const FIELDS = 60;

/**
 * Asks the org what a few users of integrations may do, and compares. Of each, objects and fields that it holds and some that
 * others hold: a wrong yes is as bad as a wrong no.
 */
export async function crossCheck(
  source: LoadedSource,
  ask: (question: PlatformQuestion) => Promise<PlatformAccess>,
): Promise<CrossCheck> {
  const answers = await Promise.all(
    sampledUsers(source).map(async (user) => {
      const access = effectiveAccess(source.graph, { kind: 'user', id: user.id });
      const told = await ask(questionAbout(source, user));
      return { user, told, ...agreementWith(access, told) };
    }),
  );
  return {
    users: answers.map(({ user }) => user.username),
    compared: answers.reduce((sum, { compared }) => sum + compared, 0),
    disagreements: answers.flatMap(({ user, disagreements }) =>
      disagreements.map(({ permission, engine, platform }) => ({
        username: user.username,
        permission: formatPermission(permission),
        leastwise: engine,
        org: platform,
      })),
    ),
    refusals: [...new Set(answers.flatMap(({ told }) => told.refusals))],
  };
}

/** Spread over the list, always the same ones of the same org. */
function sampledUsers({ snapshot, integrations }: LoadedSource): readonly User[] {
  const names = new Set(integrations.filter((one) => one.class === 'own').flatMap(({ users }) => users));
  const users = snapshot.users.filter(({ username, active, recordId }) => names.has(username) && active && recordId);
  return spread(users, USERS);
}

function questionAbout({ snapshot, graph }: LoadedSource, user: User): PlatformQuestion {
  const access = effectiveAccess(graph, { kind: 'user', id: user.id });
  const own = access.objects.map(({ object }) => object);
  const others = snapshot.objects.map(({ name }) => name).filter((name) => !own.includes(name));
  const objects = [...spread(own, OBJECTS / 2), ...spread(others, OBJECTS / 2)].sort();
  const isAsked = (field: string): boolean => objects.includes(field.slice(0, field.indexOf('.')));
  const held = access.fields.map(({ field }) => field).filter(isAsked);
  const known = snapshot.fields.filter(({ name, required, formula }) => isAsked(name) && !required && !formula);
  const rest = known.map(({ name }) => name).filter((name) => !held.includes(name));
  return {
    username: user.username,
    userId: user.recordId ?? '',
    objects,
    fields: [...spread(held, FIELDS / 2), ...spread(rest, FIELDS / 2)].sort(),
  };
}

function spread<T>(list: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, list.length / most);
  return Array.from({ length: Math.min(list.length, most) }, (_, at) => list[Math.floor(at * step)] as T);
}
