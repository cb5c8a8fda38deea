import type { ProbeAnswer } from '../model/probe.ts';
import type { AccessCheck, CheckOutcome } from '../model/verification.ts';

/** What was tried: it decides which errors are those of a missing permission. */
export type TriedKind =
  | 'read'
  | 'read-field'
  | 'create'
  | 'create-closed'
  | 'edit'
  | 'edit-field'
  | 'delete'
  /** Of a record that is not its own: sharing refuses with the same error. */
  | 'delete-of-another'
  | 'system';

/** With which errors an org refuses what is not granted (facts 1.7). */
const REFUSALS: Readonly<Record<TriedKind, readonly string[]>> = {
  read: ['INVALID_TYPE', 'NOT_FOUND'],
  'read-field': ['INVALID_FIELD', 'INVALID_TYPE'],
  create: ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'INSUFFICIENT_ACCESS'],
  'create-closed': ['NOT_FOUND', 'INVALID_TYPE', 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'INSUFFICIENT_ACCESS'],
  // Fields that follow the object are looked at before the object is (facts 10, point 4).
  edit: ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'INSUFFICIENT_ACCESS', 'INVALID_FIELD_FOR_INSERT_UPDATE'],
  'edit-field': ['INVALID_FIELD', 'INVALID_FIELD_FOR_INSERT_UPDATE', 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'],
  delete: ['INSUFFICIENT_ACCESS_OR_READONLY', 'INSUFFICIENT_ACCESS'],
  'delete-of-another': [],
  system: [
    ...['INSUFFICIENT_ACCESS', 'INSUFFICIENT_ACCESS_OR_READONLY', 'INVALID_TYPE', 'NOT_FOUND'],
    ...['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'FUNCTIONALITY_NOT_ENABLED'],
  ],
};

/** Errors that come only after permissions were looked at: the request was allowed, and stopped by something else. */
const PAST_PERMISSIONS: ReadonlySet<string> = new Set([
  ...['REQUIRED_FIELD_MISSING', 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'DUPLICATE_VALUE', 'DUPLICATES_DETECTED'],
  ...[
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'STRING_TOO_LONG',
    'FIELD_INTEGRITY_EXCEPTION',
    'NUMBER_OUTSIDE_VALID_RANGE',
  ],
  ...['CANNOT_EXECUTE_FLOW_TRIGGER', 'DELETE_FAILED', 'CANNOT_UPDATE_CONVERTED_LEAD'],
  ...['INVALID_TYPE_ON_FIELD_IN_RECORD', 'INVALID_CROSS_REFERENCE_KEY', 'INVALID_EMAIL_ADDRESS'],
]);

/** What is answered in place of the org once no more calls may be made. */
export const BOUND_REACHED = 'BOUND_REACHED';

export interface Judged {
  readonly permission: string;
  readonly granted: boolean;
  readonly kind: TriedKind;
  readonly asked: string;
  /** Errors of this request that come only after permissions were looked at. */
  readonly past?: readonly string[] | undefined;
  /** An answer without a record tells nothing: some set-up objects filter instead of refusing. */
  readonly needsRow?: boolean | undefined;
}

/** What one answer says about one permission. */
export function probeCheck(judged: Judged, answer: ProbeAnswer): AccessCheck {
  const { permission, granted, asked } = judged;
  const { outcome, why } = verdict(judged, answer);
  return {
    judge: 'probe',
    permission,
    expected: granted ? 'granted' : 'refused',
    outcome,
    asked,
    seen: seenIn(answer, why),
  };
}

/** The same for what was not asked. */
export function untried(judged: Pick<Judged, 'permission' | 'granted' | 'asked'>, reason: string): AccessCheck {
  const { permission, granted, asked } = judged;
  return {
    judge: 'probe',
    permission,
    expected: granted ? 'granted' : 'refused',
    outcome: 'not-checked',
    asked,
    seen: reason,
  };
}

function verdict(
  { granted, kind, past = [], needsRow = false }: Judged,
  answer: ProbeAnswer,
): {
  readonly outcome: CheckOutcome;
  readonly why?: string;
} {
  const { status, code, rows } = answer;
  if (status >= 200 && status < 300) {
    if (granted) return { outcome: 'proved' };
    if (needsRow && rows === 0) return { outcome: 'not-checked', why: 'answered without a record' };
    return { outcome: 'refuted' };
  }
  // Apex that throws in a trigger ends in the same code; only the words tell the two apart.
  const isTrigger = code === 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' && !/^entity type cannot be/i.test(answer.message);
  if (past.includes(code)) return { outcome: granted ? 'proved' : 'refuted', why: 'permissions let it pass' };
  if (REFUSALS[kind].includes(code) && !isTrigger) return { outcome: granted ? 'refuted' : 'proved' };
  if (code === 'API_DISABLED_FOR_ORG' && granted) return { outcome: 'refuted' };
  if (!PAST_PERMISSIONS.has(code) && !isTrigger) return { outcome: 'not-checked', why: 'no answer about permissions' };
  return granted
    ? { outcome: 'not-checked', why: 'permissions let it pass, then something else stopped it' }
    : { outcome: 'refuted', why: 'permissions let it pass' };
}

function seenIn({ status, code }: ProbeAnswer, why: string | undefined): string {
  if (code === BOUND_REACHED) return 'not asked: the number of calls that was told beforehand is used up';
  if (status >= 200 && status < 300) return why === undefined ? 'allowed' : `allowed: ${why}`;
  const told = [status === 0 ? 'no answer' : String(status), code].filter((part) => part !== '').join(' ');
  return why === undefined ? told : `${told}: ${why}`;
}
