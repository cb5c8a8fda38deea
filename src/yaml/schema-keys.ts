import type * as v from 'valibot';
import type { KeyPath } from './parse-yaml.ts';

export type Schema = v.GenericSchema<unknown, unknown>;

/** What a valibot schema shows of itself, as far as keys are concerned. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly item?: Shape;
  readonly value?: Shape;
  readonly wrapped?: Shape;
  readonly options?: readonly Shape[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The part of a schema that speaks of a value of this kind: behind `optional`, and the one option of a union that fits. */
function shapeFor(shape: Shape, value: unknown): Shape | undefined {
  if (shape.wrapped) return shapeFor(shape.wrapped, value);
  if (shape.type === 'union')
    return shape.options?.map((option) => shapeFor(option, value)).find((option) => option !== undefined);
  if (Array.isArray(value)) return shape.item ? shape : undefined;
  return isObject(value) && (shape.entries ?? shape.value) ? shape : undefined;
}

export interface UnknownKey {
  readonly path: KeyPath;
  /** Keys that may stand there. */
  readonly known: readonly string[];
}

/** Every key that the schema does not know, however deep; and the content without them. */
export function splitUnknownKeys(
  schema: Schema,
  content: unknown,
): { readonly content: unknown; readonly unknown: readonly UnknownKey[] } {
  const unknown: UnknownKey[] = [];
  return { content: known(schema as unknown as Shape, content, [], unknown), unknown };
}

function known(schema: Shape | undefined, value: unknown, path: KeyPath, unknown: UnknownKey[]): unknown {
  const shape = schema && shapeFor(schema, value);
  if (shape === undefined) return value;
  if (Array.isArray(value)) return value.map((item, index) => known(shape.item, item, [...path, index], unknown));
  if (!isObject(value)) return value;
  const kept: [string, unknown][] = [];
  for (const [key, entry] of Object.entries(value)) {
    const entries = shape.entries;
    if (entries && !Object.hasOwn(entries, key)) unknown.push({ path: [...path, key], known: Object.keys(entries) });
    else kept.push([key, known(entries?.[key] ?? shape.value, entry, [...path, key], unknown)]);
  }
  return Object.fromEntries(kept);
}

/** Where in the schema a key may stand: `['login']` for `ipRanges`. Lists and names stand as `…`. */
export function placesOfKey(schema: Schema, key: string): readonly string[] {
  const found: string[] = [];
  const walk = (shape: Shape | undefined, at: readonly string[]): void => {
    if (shape === undefined) return;
    walk(shape.wrapped, at);
    for (const option of shape.options ?? []) if (typeof option === 'object') walk(option, at);
    walk(shape.item, at);
    if (shape.type === 'record') walk(shape.value, [...at, '…']);
    for (const [name, entry] of Object.entries(shape.entries ?? {})) {
      if (name === key) found.push(at.join('.'));
      walk(entry, [...at, name]);
    }
  };
  walk(schema as unknown as Shape, []);
  return found;
}
