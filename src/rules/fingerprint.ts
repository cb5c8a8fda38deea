import { createHash } from 'node:crypto';

/**
 * What makes a finding the same finding in the next run: rule, subject and key, never a line, a count or a wording.
 * 64 hex digits (SHA-256).
 */
export function fingerprint(rule: string, subjectKind: string, subject: string, key: string): string {
  return createHash('sha256').update([rule, subjectKind, subject, key].join('\0')).digest('hex');
}
