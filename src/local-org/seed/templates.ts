import type { FieldType } from '../schema/object-type.ts';
import type { StoredValue } from '../store/store.ts';
import { DAY } from './people.ts';
import type { Template } from './seed-schema.ts';

/** A number in [0, 1) from two others: the same ones give the same, so that a seed always makes the same records. */
export function chance(number: number, salt: number): number {
  let hash = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

export interface TemplateWorld {
  /** Milliseconds since 1970. */
  readonly today: number;
  /** Ids of the records of an object. */
  readonly idsOf: (object: string) => readonly string[];
  readonly coerce: (field: FieldType, value: unknown) => StoredValue;
}

/** The value of a field for the record with a number, as a function: what is the same for all is found once. */
export function valueMaker(
  field: FieldType,
  template: Template,
  salt: number,
  { today, idsOf, coerce }: TemplateWorld,
): (number: number) => StoredValue {
  if (typeof template === 'string' && template.includes('{n}')) {
    const parts = template.split('{n}');
    return (number) => coerce(field, parts.join(String(number)));
  }
  if (typeof template !== 'object' || template === null) {
    const value = coerce(field, template);
    return () => value;
  }
  if ('oneOf' in template) {
    const values = template.oneOf.map((value) => coerce(field, value));
    return (number) => values[Math.floor(chance(number, salt) * values.length)] ?? null;
  }
  if ('between' in template) {
    const [low, high] = template.between;
    const factor = 10 ** (template.decimals ?? 0);
    return (number) => coerce(field, Math.round((low + chance(number, salt) * (high - low)) * factor) / factor);
  }
  if ('daysAgo' in template) {
    const at = momentMaker(template.daysAgo, salt, today);
    return (number) => coerce(field, at(number));
  }
  const ids = idsOf(template.recordOf);
  return (number) => ids[Math.floor(chance(number, salt) * ids.length)] ?? null;
}

/** A moment between two days before today. */
export function momentMaker(
  [from, to]: readonly [number, number],
  salt: number,
  today: number,
): (number: number) => string {
  return (number) => new Date(today - (from + chance(number, salt) * (to - from)) * DAY).toISOString();
}
