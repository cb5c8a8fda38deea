import * as v from 'valibot';
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Origin } from '../model/origin.ts';
import { Problem } from '../model/problem.ts';
import { knownKeys, SETTINGS_SCHEMA, type SettingsFile } from './settings-schema.ts';

export interface ParsedSettings {
  readonly settings: SettingsFile;
  /** Where a value stands, by its path in the document: `['waivers', 0]`. */
  originOf(path: readonly (string | number)[]): Origin;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

type Key = string | number;

/** Deeper or longer than anything a person writes: refused before it costs time. */
const MAX_CHARACTERS = 1_000_000;

function problem(label: string, place: Place, message: string, actions: readonly string[] = []): Problem {
  return new Problem({
    kind: 'configuration',
    code: 'bad-settings',
    message: `${label}:${place.line}:${place.column}: ${message}`,
    actions,
  });
}

/** The node at a path, or of a key that should not be there, or the nearest one above what is missing. */
function nodeAt(root: Node | null, path: readonly Key[]): Node | null {
  let node = root;
  for (const [index, key] of path.entries()) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
      );
      next = index === path.length - 1 && !pair?.value ? pair?.key : pair?.value;
    } else if (isSeq(node)) next = node.items[Number(key)];
    if (next === undefined || next === null) return node;
    node = next as Node;
  }
  return node;
}

function keyNodeAt(root: Node | null, path: readonly Key[]): Node | null {
  const parent = nodeAt(root, path.slice(0, -1));
  if (!isMap(parent)) return parent;
  const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(path.at(-1)));
  return isScalar(pair?.key) ? pair.key : parent;
}

function didYouMean(key: string, path: readonly Key[]): readonly string[] {
  const known = knownKeys(path);
  const near = known.find(
    (candidate) => candidate.toLowerCase() === key.toLowerCase() || candidate.startsWith(key.slice(0, 3)),
  );
  if (near) return [`Did you mean ${near}?`];
  return known.length > 0 ? [`Known here: ${known.join(', ')}.`] : [];
}

function told(path: readonly Key[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key + 1}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

/**
 * Reads the text of a settings file.
 *
 * @param label how the file is named in messages
 * @throws Problem `bad-settings`, with `file:line:column`
 */
export function parseSettings(text: string, label: string): ParsedSettings {
  if (text.length > MAX_CHARACTERS) throw problem(label, { line: 1, column: 1 }, 'the file is too large for settings');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [broken] = document.errors;
  if (broken) throw problem(label, placeOf(broken.pos[0]), broken.message.replaceAll('\n', ' '));
  const root = document.contents as Node | null;
  if (root !== null && !isMap(root))
    throw problem(label, { line: 1, column: 1 }, 'the file must hold keys, like `preset: strict`');
  const place = (node: Node | null): Place => placeOf(node?.range?.[0] ?? 0);
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 20 }) ?? {};
  } catch (error) {
    throw problem(label, { line: 1, column: 1 }, error instanceof Error ? error.message : String(error));
  }
  const result = v.safeParse(SETTINGS_SCHEMA, content);
  if (!result.success) {
    const unknownKey = result.issues.find((found) => found.type === 'strict_object' && found.expected === 'never');
    const issue = unknownKey ?? result.issues[0];
    const path: readonly Key[] = issue.path?.map(({ key }) => key as Key) ?? [];
    if (issue === unknownKey) {
      const key = String(path.at(-1));
      throw problem(label, place(keyNodeAt(root, path)), `unknown key "${key}"`, didYouMean(key, path.slice(0, -1)));
    }
    const missing = issue.received === 'undefined' && issue.type === 'strict_object';
    const what = missing ? `${told(path)} is missing` : `${told(path) || 'the file'} ${wording(issue)}`;
    throw problem(label, place(nodeAt(root, path)), what);
  }
  return {
    settings: result.output,
    originOf: (path) => ({ path: label, line: place(nodeAt(root, path)).line }),
  };
}

function wording(issue: v.BaseIssue<unknown>): string {
  if (issue.message.startsWith('must ')) return issue.message;
  if (issue.expected === 'Array') return 'must be a list';
  if (issue.expected === 'Object') return 'must hold keys';
  const expected = issue.expected
    ?.replace(/^\((.*)\)$/, '$1')
    .replaceAll(' | ', ', ')
    .replaceAll('"', '');
  return `must be ${expected ?? 'something else'}, not ${issue.received.replaceAll('"', '')}`;
}
