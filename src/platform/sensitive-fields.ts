/**
 * What makes a field sensitive: how the org classified it, or, failing that, a name that leaves little doubt. Names are
 * matched word by word, so that `Assignment__c` holds no SSN and `Spinning__c` no PIN.
 */

/** `securityClassification` values that mean "not for everybody". Source: Metadata API guide, CustomField. */
export const RESTRICTED_CLASSIFICATIONS: ReadonlySet<string> = new Set([
  'Restricted',
  'MissionCritical',
  'Confidential',
]);

export type Sensitivity = 'secret' | 'identity' | 'financial' | 'health';

/** Runs of words in a field's API name, lower case, joined by a space. */
const TELLING_WORDS: readonly (readonly [Sensitivity, readonly string[]])[] = [
  [
    'secret',
    [
      'password',
      'passwd',
      'secret',
      'client secret',
      'private key',
      'api key',
      'apikey',
      'access token',
      'auth token',
      'refresh token',
      'session token',
      'card token',
    ],
  ],
  [
    'identity',
    [
      'ssn',
      'social security',
      'social security number',
      'national id',
      'nationalid',
      'passport',
      'passport number',
      'tax id',
      'tax number',
      'driver license',
      'drivers license',
      'date of birth',
      'birthdate',
      'birth date',
      'dob',
      'personnummer',
      'fodselsnummer',
    ],
  ],
  [
    'financial',
    [
      'iban',
      'bank account',
      'account number iban',
      'credit card',
      'card number',
      'cvv',
      'cvc',
      'salary',
      'wage',
      'routing number',
    ],
  ],
  ['health', ['diagnosis', 'medical record', 'health record', 'blood type', 'disability']],
];

function wordsOf(field: string): string {
  const local = field.slice(field.indexOf('.') + 1).replace(/__\w$|__pc$/i, '');
  return ` ${local
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/[_\s]+/g, ' ')
    .toLowerCase()
    .trim()} `;
}

const PATTERNS = TELLING_WORDS.map(
  ([sensitivity, runs]) => [sensitivity, new RegExp(` (?:${runs.join('|')}) `)] as const,
);

/** Words at the beginning of a name that ask a question about the thing, or at the end that say something of it. */
const ABOUT_IT =
  /^ (?:is|has|had|can|may|allow|allows|enable|enabled|disable|require|requires|needs|send|show|hide|use) | (?:required|verified|enabled|reset|expiry|expires|expired|expiration|policy|status|type|count|attempts|changed|requested) $/;

/** What a field's name gives away; `undefined` for most. */
export function sensitivityOfName(field: string): Sensitivity | undefined {
  const words = wordsOf(field);
  const [sensitivity] = PATTERNS.find(([, pattern]) => pattern.test(words)) ?? [];
  return sensitivity !== 'health' && ABOUT_IT.test(words) ? undefined : sensitivity;
}

const TEXT_TYPES = new Set(['Text', 'TextArea', 'LongTextArea', 'Html', 'EncryptedText', 'Url']);
const RELATIONS = new Set([
  'Lookup',
  'MasterDetail',
  'Hierarchy',
  'ExternalLookup',
  'IndirectLookup',
  'MetadataRelationship',
]);

/**
 * Whether a field of this type can hold what its name speaks of: a secret is text, a tick is at most a diagnosis, and a
 * relation points at a record that has access rights of its own.
 */
export function canHold(sensitivity: Sensitivity, type: string): boolean {
  if (RELATIONS.has(type)) return false;
  if (sensitivity === 'secret') return TEXT_TYPES.has(type);
  return sensitivity === 'health' || type !== 'Checkbox';
}
