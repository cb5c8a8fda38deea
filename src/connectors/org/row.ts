/** A record as the org answers it. Its columns are looked at one by one: what an org sends is not taken for granted. */
export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text, or the one behind a relationship: `Profile.Name`. Empty when there is none. */
export function textIn(row: Row, path: string): string {
  const value = valueIn(row, path);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function optionalTextIn(row: Row, path: string): string | undefined {
  return textIn(row, path) || undefined;
}

export function flagIn(row: Row, path: string): boolean {
  return valueIn(row, path) === true;
}

export function numberIn(row: Row, path: string): number | undefined {
  const value = valueIn(row, path);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function instantIn(row: Row, path: string): string | undefined {
  return toInstant(textIn(row, path));
}

/** Dates come as `2026-11-24T10:00:00.000+0000`: as ISO instants in UTC. */
export function toInstant(text: string): string | undefined {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

/** ISO date. */
export function dayIn(row: Row, path: string): string | undefined {
  return instantIn(row, path)?.slice(0, 10);
}

function valueIn(row: Row, path: string): unknown {
  let value: unknown = row;
  for (const step of path.split('.')) value = isRow(value) ? value[step] : undefined;
  return value;
}

/** Where a fact was read: the record. */
export function originOf(object: string, id: string): { readonly path: string; readonly line: 0 } {
  return { path: `${object}/${id}`, line: 0 };
}

/** Ids come with 15 characters or with 18, of which the last three repeat the case of the others. */
export function longId(id: string): string {
  if (id.length !== 15) return id;
  const suffix = [0, 5, 10].map((start) => {
    let bits = 0;
    for (let at = 0; at < 5; at++) if (/[A-Z]/.test(id[start + at] ?? '')) bits |= 1 << at;
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[bits] ?? '';
  });
  return id + suffix.join('');
}
