import * as v from 'valibot';
import { closest } from '../model/closest.ts';
import { byPlace, type Mistake } from '../model/mistake.ts';
import type { KeyPath, YamlFile } from './parse-yaml.ts';
import { placesOfKey, type Schema, splitUnknownKeys, type UnknownKey } from './schema-keys.ts';

export interface Checked<Output> {
  /** `undefined` when there are mistakes. */
  readonly output: Output | undefined;
  readonly mistakes: readonly Mistake[];
}

/** What to write instead of a value that cannot stand there; nothing known: `undefined`. */
export type Advice = (path: KeyPath, received: unknown) => string | undefined;

/**
 * Holds a file against the one definition of what it may say, and finds every mistake at once: keys that are not known,
 * wherever they stand, and values that cannot be.
 */
export function checkShape<Output>(
  schema: v.GenericSchema<unknown, Output>,
  file: YamlFile,
  advice: Advice = () => undefined,
): Checked<Output> {
  if (file.mistakes.length > 0 || file.content === undefined) return { output: undefined, mistakes: file.mistakes };
  if (typeof file.content !== 'object' || Array.isArray(file.content)) {
    return { output: undefined, mistakes: [file.at([], 'the file must hold keys, like `name: value`')] };
  }
  const { content, unknown } = splitUnknownKeys(schema as Schema, file.content);
  const misspelt = unknown.slice(0, MOST).map((one) => unknownKey(schema as Schema, one));
  const result = v.safeParse(schema, content);
  const issues = result.success ? [] : result.issues.flatMap((issue) => innermost(issue));
  const wrong = issues.slice(0, MOST).filter((issue) => !isMisspelt(issue, misspelt));
  const mistakes = onePerPlace(
    [
      ...misspelt.map(({ path, instead }) => file.atKey(path, `unknown key "${path.at(-1)}"`, instead)),
      ...wrong.map(mistakeOf),
    ].sort(byPlace),
  );
  return { output: result.success && mistakes.length === 0 ? result.output : undefined, mistakes };

  function mistakeOf(issue: Issue): Mistake {
    const path = pathOf(issue);
    if (isMissing(issue)) return file.at(path, `${pathText(path)} is missing`, advice(path, undefined));
    const instead = advice(path, issue.input) ?? optionAdvice(issue);
    return file.at(path, `${pathText(path) || 'the file'} ${wording(issue)}`, instead);
  }
}

type Issue = v.BaseIssue<unknown>;

function pathOf(issue: Issue): KeyPath {
  return issue.path?.map(({ key }) => key as string | number) ?? [];
}

/** Of a value that may take several shapes, what is wrong inside the one that it takes. */
function innermost(issue: Issue): readonly Issue[] {
  // Keys of the shapes that were not taken: unknown ones are told already.
  const deeper = (issue.issues ?? []).filter((inner) => inner.path !== undefined && inner.expected !== 'never');
  if (issue.type !== 'union' || deeper.length === 0) return [issue];
  return deeper.flatMap((inner) => {
    const path = [...(issue.path ?? []), ...(inner.path ?? [])] as unknown as NonNullable<Issue['path']>;
    return innermost({ ...inner, path } as Issue);
  });
}

/** More than this nobody reads: a file of another kind was given. */
const MOST = 50;

function isMissing({ received, type }: Issue): boolean {
  return received === 'undefined' && type === 'strict_object';
}

interface MisspeltKey {
  readonly path: KeyPath;
  /** The key that was probably meant. */
  readonly meant: string | undefined;
  readonly instead: string;
}

/** A misspelt required key is one mistake, not also a missing key. */
function isMisspelt(issue: Issue, misspelt: readonly MisspeltKey[]): boolean {
  if (!isMissing(issue)) return false;
  const path = pathText(pathOf(issue));
  return misspelt.some(
    ({ path: typed, meant }) => meant !== undefined && pathText([...typed.slice(0, -1), meant]) === path,
  );
}

/** The first mistake at a place is the one to mend; what is missing has no place of its own. */
function onePerPlace(mistakes: readonly Mistake[]): readonly Mistake[] {
  const places = new Set<string>();
  return mistakes.filter(({ line, column, message }) => {
    const place = message.endsWith(' is missing') ? message : `${line}:${column}`;
    return !places.has(place) && places.add(place);
  });
}

function unknownKey(schema: Schema, { path, known }: UnknownKey): MisspeltKey {
  const key = String(path.at(-1));
  const [meant] = closest(key, known);
  if (meant !== undefined) return { path, meant, instead: `Did you mean ${meant}?` };
  const elsewhere = placesOfKey(schema, key).filter((place) => !place.includes('…'));
  const places = elsewhere.map((place) => (place ? `under ${place}` : 'at the top'));
  if (places.length > 0) return { path, meant, instead: `It stands ${places.join(' or ')}.` };
  return { path, meant, instead: known.length > 0 ? `Known here: ${known.join(', ')}.` : '' };
}

/** What was probably meant, when one of a few words is expected. */
function optionAdvice({ type, expected, input }: Issue): string | undefined {
  if (type !== 'picklist' || typeof input !== 'string') return undefined;
  const options = [...(expected ?? '').matchAll(/"([^"]+)"/g)].map(([, option = '']) => option);
  const [near] = closest(input, options);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}

/** `waivers[2].until`, counted as people count. */
export function pathText(path: KeyPath): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key + 1}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

function wording(issue: Issue): string {
  if (issue.message.startsWith('must ')) return issue.message;
  if (issue.expected === 'Array') return 'must be a list';
  if (issue.expected === 'Object') return 'must hold keys';
  const expected = issue.expected
    ?.replace(/^\((.*)\)$/, '$1')
    .replaceAll(' | ', ', ')
    .replaceAll('"', '');
  return `must be ${expected ?? 'something else'}, not ${issue.received.replaceAll('"', '')}`;
}
