import type { DescribedField, DescribedObject } from '../model/described-object.ts';
import type { RecordToMake } from '../model/probe.ts';

/** Values of a record that is made to try something on, or what keeps it from being made. */
export type RecordValues =
  | {
      readonly ok: true;
      readonly values: RecordToMake['values'];
      /** The field that can carry the mark; it is not among the values, because not everybody may write it. */
      readonly mark: RecordToMake['mark'];
      /** Somebody can be made its owner. */
      readonly hasOwner: boolean;
    }
  | { readonly ok: false; readonly reason: string };

export interface ValueOptions {
  /** `Leastwise probe 1f2e3d4c5b6a`: nobody else writes that. */
  readonly mark: string;
  /** Id of a record of that object, or a reference to one; `undefined` when there is none. */
  readonly recordOf: (object: string) => string | undefined;
  /** For lookups of users. */
  readonly userId?: string | undefined;
}

/** Fields without which a record cannot be made. */
export function requiredFields({ fields }: DescribedObject): readonly DescribedField[] {
  return fields.filter(
    ({ createable, nillable, defaultedOnCreate, type }) =>
      createable && !nillable && !defaultedOnCreate && type !== 'boolean',
  );
}

/** Objects of which a record must be there first. */
export function parentsOf(object: DescribedObject): readonly string[] {
  const lookups = requiredFields(object).filter(({ type }) => type === 'reference');
  return [...new Set(lookups.flatMap((field) => parentOf(field) ?? []))];
}

export function isDetail({ fields }: DescribedObject): boolean {
  return fields.some(({ isMasterDetail }) => isMasterDetail);
}

/** Users and queues are there already, and are not to be made for this. */
const PEOPLE: ReadonlySet<string> = new Set(['User', 'Group', 'Queue']);

function parentOf({ referenceTo }: DescribedField): string | undefined {
  return referenceTo.find((name) => !PEOPLE.has(name));
}

/** As little as the org asks for. */
export function recordValues(object: DescribedObject, options: ValueOptions): RecordValues {
  const required = requiredFields(object);
  const given = required.map((field) => [field, sampleValue(field, options)] as const);
  const missing = given.find(([, value]) => value === undefined)?.[0];
  if (missing) return { ok: false, reason: `${object.name}.${missing.name} is required, and no value for it is known` };
  const bearer = markBearer(object, required, options.mark);
  return {
    ok: true,
    values: Object.fromEntries(given.map(([{ name }, value]) => [name, value])),
    mark: bearer && { field: bearer.name, value: options.mark },
    hasOwner: object.fields.some(({ name, createable }) => name === 'OwnerId' && createable),
  };
}

/** The field that carries the mark: the name, a required text, any text. */
function markBearer(
  { fields }: DescribedObject,
  required: readonly DescribedField[],
  mark: string,
): DescribedField | undefined {
  const carries = ({ type, length, createable, unique }: DescribedField): boolean =>
    type === 'string' && createable && !unique && length >= mark.length;
  return fields.find((field) => field.isName && carries(field)) ?? required.find(carries) ?? fields.find(carries);
}

const DAY = '2000-01-01';
const BY_TYPE: Readonly<Record<string, unknown>> = {
  boolean: false,
  date: DAY,
  datetime: `${DAY}T00:00:00.000Z`,
  time: '00:00:00.000Z',
  // Addresses that can never be reached (RFC 2606).
  email: 'probe@leastwise.invalid',
  url: 'https://leastwise.invalid/',
  phone: '0',
};
const NUMBERS: ReadonlySet<string> = new Set(['int', 'double', 'currency', 'percent']);
const TEXTS: ReadonlySet<string> = new Set(['string', 'textarea', 'encryptedstring', 'combobox']);
const CHOICES: ReadonlySet<string> = new Set(['picklist', 'multipicklist']);

function sampleValue(field: DescribedField, { mark, recordOf, userId }: ValueOptions): unknown {
  const { type, length, precision, scale, picklist } = field;
  if (type === 'reference') {
    const parent = parentOf(field);
    return parent === undefined ? (field.referenceTo.includes('User') ? userId : undefined) : recordOf(parent);
  }
  if (NUMBERS.has(type)) return precision > 0 && precision - scale < 1 ? 0 : 1;
  if (CHOICES.has(type)) return picklist[0];
  if (TEXTS.has(type)) return length > 0 ? mark.slice(-length) : mark;
  return BY_TYPE[type];
}

/** What is written into a field to try whether it may be: nothing, where nothing is allowed; rights come before values. */
export function trialValue(field: DescribedField | undefined, mark: string): unknown {
  if (!field || field.nillable) return null;
  return sampleValue(field, { mark, recordOf: () => undefined }) ?? null;
}

/** The field of a request that a permission on an address decides about: an address is written by its parts. */
export function writtenName(name: string, field: DescribedField | undefined): string {
  return field?.type === 'address' ? name.replace(/Address$/, 'Street') : name;
}
