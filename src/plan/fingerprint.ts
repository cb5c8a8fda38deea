import { createHash } from 'node:crypto';
import type { Change } from '../model/change.ts';

/** Keys in order, so that equal values give equal texts. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, entry]) => [key, canonical(entry)]),
  );
}

/** What a plan was made from, as one value: when any of it changes, so does the fingerprint. */
export function planFingerprint(orgId: string | undefined, changes: readonly Change[]): string {
  const steps = changes.map(({ id, before, after }) => ({ id, before, after }));
  const text = JSON.stringify(canonical({ orgId: orgId ?? '', steps }));
  return createHash('sha256').update(text).digest('hex');
}

/** Whether two states say the same, in whatever order they say it. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}
