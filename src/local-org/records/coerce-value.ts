import { OrgError } from '../org-error.ts';
import type { FieldType } from '../schema/object-type.ts';
import { fullId } from '../store/ids.ts';
import type { StoredValue } from '../store/store.ts';

const NUMBERS: ReadonlySet<string> = new Set(['int', 'double', 'currency', 'percent']);
/** Numbers without decimals have 32 bits. */
const MAX_INT = 2 ** 31 - 1;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** What Java's date format takes beside it: milliseconds since 1970 and `Tue, 24 Nov 2026 10:00:00 GMT`; the CLI sends both. */
const RFC_1123 = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * A value of a request as the store keeps it. Every value may come as text: the CLI and CSV files send nothing else.
 *
 * @throws OrgError in Salesforce's words when the value does not fit the field
 */
export function coerceValue(field: FieldType, value: unknown): StoredValue {
  if (value === null || value === undefined || value === '') return field.type === 'boolean' ? 0 : null;
  if (field.type === 'boolean') return coerceBoolean(field, value);
  if (NUMBERS.has(field.type)) return coerceNumber(field, value);
  if (field.type === 'reference' || field.type === 'id') return coerceId(field, value);
  if (field.type === 'date') return coerceDate(field, value);
  if (field.type === 'datetime') return coerceDatetime(field, value);
  return coerceText(field, value);
}

function wrongType(field: FieldType, value: unknown): OrgError {
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const message = `${field.label}: value not of required type: ${shown.slice(0, 255)}`;
  return new OrgError(400, 'INVALID_TYPE_ON_FIELD_IN_RECORD', message, [field.name]);
}

function coerceBoolean(field: FieldType, value: unknown): number {
  if (value === true || value === 1) return 1;
  if (value === false || value === 0) return 0;
  const text = String(value).toLowerCase();
  if (text === 'true' || text === '1') return 1;
  if (text === 'false' || text === '0') return 0;
  throw wrongType(field, value);
}

function coerceNumber(field: FieldType, value: unknown): number {
  const number = typeof value === 'number' ? value : Number(String(value).trim());
  if (!Number.isFinite(number) || typeof value === 'object' || typeof value === 'boolean')
    throw wrongType(field, value);
  if (field.type === 'int' && Math.abs(number) > MAX_INT) throw wrongType(field, value);
  return field.type === 'int' ? Math.round(number) : number;
}

function coerceId(field: FieldType, value: unknown): string {
  const id = fullId(String(value));
  if (id === undefined) {
    const message = `${field.label}: id value of incorrect type: ${String(value).slice(0, 255)}`;
    throw new OrgError(400, 'MALFORMED_ID', message, [field.name]);
  }
  return id;
}

function coerceDate(field: FieldType, value: unknown): string {
  const text = String(value);
  const day = DATE.test(text) ? text : DATETIME.test(text) ? text.slice(0, 10) : '';
  if (day === '' || !isDay(day)) throw wrongType(field, value);
  return day;
}

/** 30 February is no day, though it can be parsed. */
function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}

function coerceDatetime(field: FieldType, value: unknown): string {
  const text = String(value).replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  const isPlain = DATE.test(text) || DATETIME.test(text);
  if (isPlain && !isDay(text.slice(0, 10))) throw wrongType(field, value);
  const moment =
    typeof value === 'number' ? new Date(value) : isPlain || RFC_1123.test(text) ? new Date(text) : undefined;
  if (!moment || Number.isNaN(moment.getTime())) throw wrongType(field, value);
  return moment.toISOString();
}

function coerceText(field: FieldType, value: unknown): string {
  if (typeof value === 'object') throw wrongType(field, value);
  const text = String(value);
  if (field.length > 0 && text.length > field.length) {
    const message = `${field.label}: data value too large: ${text.slice(0, 255)} (max length=${field.length})`;
    throw new OrgError(400, 'STRING_TOO_LONG', message, [field.name]);
  }
  if (field.restrictedPicklist) checkPicklist(field, text);
  return text;
}

function checkPicklist(field: FieldType, text: string): void {
  const asked = field.type === 'multipicklist' ? text.split(';') : [text];
  const bad = asked.find((one) => !field.picklistValues.includes(one));
  if (bad === undefined) return;
  const message = `${field.label}: bad value for restricted picklist field: ${bad}`;
  throw new OrgError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field.name]);
}
