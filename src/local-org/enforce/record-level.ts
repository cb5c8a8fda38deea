/** What sharing lets a user do with one record; object permissions come on top. */
export type RecordLevel = 'none' | 'read' | 'edit' | 'all';

const LEVELS: readonly RecordLevel[] = ['none', 'read', 'edit', 'all'];

export function higherLevel(a: RecordLevel, b: RecordLevel): RecordLevel {
  return LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b;
}
