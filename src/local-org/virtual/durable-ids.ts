import { createHash } from 'node:crypto';
import type { FieldType, ObjectType } from '../schema/object-type.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 15 characters that belong to a name, the same at every start. */
export function componentId(prefix: string, name: string): string {
  const bytes = createHash('sha256').update(name.toLowerCase()).digest().subarray(0, 10);
  return `${prefix}Lw${Array.from(bytes, (byte) => DIGITS[byte % DIGITS.length]).join('')}`;
}

const isCustom = (name: string): boolean => /__[a-z]+$/i.test(name);

/** `Account`, or the id of a custom object (facts 3.3: never to be guessed, always to be read first). */
export function entityId({ name }: ObjectType): string {
  return isCustom(name) ? componentId('01I', name) : name;
}

/** `Account.Industry`; for custom fields `Account.00N…`. */
export function fieldId(object: ObjectType, field: FieldType): string {
  const own = field.custom ? componentId('00N', `${object.name}.${field.name}`) : field.name;
  return `${entityId(object)}.${own}`;
}
