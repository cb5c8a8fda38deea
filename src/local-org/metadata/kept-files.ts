import type { Org } from '../org.ts';
import { parseXml, writeFile, type XmlNode } from './xml-node.ts';

/** Components whose content the org keeps as it came. */
const TABLE =
  'CREATE TABLE IF NOT EXISTS "#metadata" (type TEXT, name TEXT, xml TEXT NOT NULL, body TEXT, PRIMARY KEY (type, name))';

function open({ store }: Org): void {
  store.database.exec(TABLE);
}

/** @returns whether the component is new */
export function keepFile(org: Org, type: string, name: string, xml: XmlNode, body?: string): boolean {
  open(org);
  const known = org.store.all('SELECT 1 FROM "#metadata" WHERE type = ? AND name = ?', [type, name]).length > 0;
  const sql = 'INSERT OR REPLACE INTO "#metadata" (type, name, xml, body) VALUES (?, ?, ?, ?)';
  org.store.all(sql, [type, name, writeFile(xml), body ?? null]);
  return !known;
}

export function keptFile(org: Org, type: string, name: string): XmlNode | undefined {
  open(org);
  const row = org.store.all('SELECT xml FROM "#metadata" WHERE type = ? AND name = ?', [type, name])[0];
  return row && parseXml(String(row['xml']));
}

export function keptBody(org: Org, type: string, name: string): string | undefined {
  open(org);
  const body = org.store.all('SELECT body FROM "#metadata" WHERE type = ? AND name = ?', [type, name])[0]?.['body'];
  return body === null || body === undefined ? undefined : String(body);
}

export function keptNames(org: Org, type: string): readonly string[] {
  open(org);
  return org.store
    .all('SELECT name FROM "#metadata" WHERE type = ? ORDER BY name', [type])
    .map((row) => String(row['name']));
}

export function dropFile(org: Org, type: string, name: string): boolean {
  open(org);
  return (
    org.store.all('DELETE FROM "#metadata" WHERE type = ? AND name = ? RETURNING 1 AS gone', [type, name]).length > 0
  );
}
