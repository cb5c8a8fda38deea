import { integrationAccess } from '../access/effective.ts';
import type { Matters } from '../connectors/org/read.ts';
import type { LoadedSource } from './understand.ts';

/** Enough to tell how far each integration reaches; View All Data alone opens thousands of objects. */
const MOST_OBJECTS = 500;

/** Objects and profiles whose details are worth reading: those that integrations reach and stand on. */
export function whatMatters({ graph, integrations }: LoadedSource, named: readonly string[]): Matters {
  const reached = new Map<string, number>();
  for (const integration of integrations.filter((one) => one.class === 'own')) {
    for (const { object } of integrationAccess(graph, integration).objects)
      reached.set(object, (reached.get(object) ?? 0) + 1);
  }
  const objects = [...reached].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([object]) => object);
  return {
    objects: [...new Set([...named, ...objects.slice(0, MOST_OBJECTS)])].sort(),
    profiles: new Set(integrations.flatMap(({ profiles }) => profiles)),
  };
}
