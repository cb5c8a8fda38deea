/** What sharing lets a user do with one record; object permissions come on top. */
export type RecordLevel = 'none' | 'read' | 'edit' | 'all';

const LEVELS: readonly RecordLevel[] = ['none', 'read', 'edit', 'all'];

export function reachesLevel(level: RecordLevel, least: RecordLevel): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}

export function higherLevel(a: RecordLevel, b: RecordLevel): RecordLevel {
  return reachesLevel(a, b) ? a : b;
}
