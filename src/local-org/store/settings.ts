import type { Store } from './store.ts';

/** What an org in a file knows of itself beside its records: switches, and whether its loading was finished. */
const TABLE = 'CREATE TABLE IF NOT EXISTS "#setting" (name TEXT PRIMARY KEY, value TEXT NOT NULL)';

export function keepSetting({ database, all }: Store, name: string, value: unknown): void {
  database.exec(TABLE);
  all('INSERT OR REPLACE INTO "#setting" (name, value) VALUES (?, ?)', [name, JSON.stringify(value)]);
}

export function keptSetting({ database, all }: Store, name: string): unknown {
  database.exec(TABLE);
  const row = all('SELECT value FROM "#setting" WHERE name = ?', [name])[0];
  return row && JSON.parse(String(row['value']));
}
