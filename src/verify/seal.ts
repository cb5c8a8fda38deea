import { createHash } from 'node:crypto';
import type { Verification } from '../model/verification.ts';

/**
 * JSON with the keys in order and without spaces (as RFC 8785 has it: our numbers are whole and our texts well-formed), so
 * that what was sealed can be sealed again by anybody, whatever laid out the file.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed());
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
}

/** The seal of evidence: over everything but the seal. It shows that nothing was changed since it was noted, not who made it. */
export function sealOf(evidence: Omit<Verification, 'sha256'> & { readonly sha256?: unknown }): string {
  const { sha256: _, ...content } = evidence;
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

export function sealed(evidence: Omit<Verification, 'sha256'>): Verification {
  return { ...evidence, sha256: sealOf(evidence) };
}
