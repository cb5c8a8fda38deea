import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Mistake } from '../model/mistake.ts';

export type Key = string | number;
export type KeyPath = readonly Key[];

/** A YAML file that was read: its content, and where each part of it stands. */
export interface YamlFile {
  /** As shown to people. */
  readonly path: string;
  /** For changing it with comments and order kept. */
  readonly document: Document;
  /** `undefined` when the file cannot be taken as YAML; `mistakes` say why. */
  readonly content: unknown;
  readonly mistakes: readonly Mistake[];
  /** A mistake at the value of a path; of what is missing, at the nearest thing above it. */
  at(path: KeyPath, message: string, instead?: string): Mistake;
  /** A mistake at the key of a path. */
  atKey(path: KeyPath, message: string, instead?: string): Mistake;
  lineOf(path: KeyPath): number;
  /** Line of every value, by its path in text: `access.objects.Account.fields.edit[0]`. */
  lines(): ReadonlyMap<string, number>;
}

/** Longer, deeper or more often repeated than anything a person writes: refused before it costs time. */
const MAX_CHARACTERS = 256_000;
const MAX_DEPTH = 24;
const MAX_ALIASES = 20;
/** A broken file breaks again and again. */
const MOST_ERRORS = 20;

interface Reader {
  readonly path: string;
  readonly document: Document;
  readonly placeOf: (node: Node | null) => { readonly line: number; readonly column: number };
}

/** Reads YAML 1.2. Never throws for what the text says: what cannot be is a mistake with its place. */
export function parseYaml(text: string, path: string): YamlFile {
  const lines = new LineCounter();
  const whole = (message: string): Mistake => ({ path, line: 1, column: 1, message, instead: '' });
  const tooLarge = text.length > MAX_CHARACTERS;
  const opened = tooLarge ? undefined : openDocument(text, lines);
  const document = opened ?? parseDocument('');
  const placeAt = (offset: number): { readonly line: number; readonly column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const reader: Reader = { path, document, placeOf: (node) => placeAt(node?.range?.[0] ?? 0) };
  const told = (node: Node | null, message: string, instead = ''): Mistake => ({
    path,
    ...reader.placeOf(node),
    message,
    instead,
  });
  const mistakes: Mistake[] = [];
  let content: unknown;
  if (tooLarge) mistakes.push(whole('the file is too large: more than 256,000 characters'));
  else if (opened === undefined) mistakes.push(whole('the file is nested too deeply to be read'));
  else {
    const broken = [...document.errors, ...document.warnings].slice(0, MOST_ERRORS);
    for (const { message, pos } of broken)
      mistakes.push({ path, ...placeAt(pos[0]), message: errorText(message), instead: '' });
    if (broken.length === 0) mistakes.push(...badNodes(document.contents as Node | null, told));
    if (broken.length === 0) content = contentOf(document, (message) => mistakes.push(whole(message)));
  }
  return {
    path,
    document,
    content,
    mistakes,
    at: (where, message, instead) => told(nodeAt(document, where), message, instead),
    atKey: (where, message, instead) => told(keyAt(document, where), message, instead),
    lineOf: (where) => reader.placeOf(nodeAt(document, where)).line,
    lines: () => linesOf(document, (node) => reader.placeOf(node).line),
  };
}

function errorText(message: string): string {
  return message.includes('call stack') ? 'nested too deeply' : message.replaceAll('\n', ' ');
}

/** `undefined` when the parser runs out of stack: brackets in brackets in brackets. */
function openDocument(text: string, lineCounter: LineCounter): Document | undefined {
  try {
    // Keys that stand twice are found by `badNodes`: in linear time, and each of them.
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      strict: true,
      uniqueKeys: false,
      logLevel: 'error',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function contentOf(document: Document, refuse: (message: string) => void): unknown {
  try {
    const content: unknown = document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
    if (!isCyclic(content)) return content;
    refuse('an alias stands inside what it stands for');
    return undefined;
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function isCyclic(value: unknown, above = new Set<unknown>(), done = new Set<unknown>()): boolean {
  if (typeof value !== 'object' || value === null || done.has(value)) return false;
  if (above.has(value)) return true;
  above.add(value);
  const found = Object.values(value).some((item) => isCyclic(item, above, done));
  above.delete(value);
  done.add(value);
  return found;
}

/** Keys that stand twice or are no text, and what lies too deep. */
function badNodes(
  root: Node | null,
  told: (node: Node | null, message: string, instead?: string) => Mistake,
): Mistake[] {
  const found: Mistake[] = [];
  const open: { readonly node: unknown; readonly depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (!isMap(node) && !isSeq(node)) continue;
    if (depth > MAX_DEPTH) return [told(node as Node, 'nested too deeply')];
    if (isSeq(node)) {
      for (const item of node.items) open.push({ node: item, depth: depth + 1 });
      continue;
    }
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      open.push({ node: value, depth: depth + 1 });
      if (!isScalar(key)) {
        found.push(told((key as Node | null) ?? node, 'a key must be plain text'));
        continue;
      }
      const name = String(key.value);
      if (seen.has(name)) found.push(told(key, `key "${name}" stands here twice`, 'Put both under one key.'));
      seen.add(name);
    }
  }
  return found;
}

/** The node at a path, or of a key without a value, or the nearest one above what is missing. */
function nodeAt(document: Document, path: KeyPath): Node | null {
  let node = document.contents as Node | null;
  for (const [index, key] of path.entries()) {
    const holder = isAlias(node) ? node.resolve(document) : node;
    let next: unknown;
    if (isMap(holder)) {
      const pair = holder.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      next = index === path.length - 1 && !pair?.value ? pair?.key : pair?.value;
    } else if (isSeq(holder)) next = holder.items[Number(key)];
    if (next === undefined || next === null) return node;
    node = next as Node;
  }
  return node;
}

function keyAt(document: Document, path: KeyPath): Node | null {
  const parent = nodeAt(document, path.slice(0, -1));
  const holder = isAlias(parent) ? parent.resolve(document) : parent;
  if (!isMap(holder)) return parent;
  // The last one: of keys that stand twice, it is the second that is wrong.
  const pair = holder.items.findLast((item) => isScalar(item.key) && String(item.key.value) === String(path.at(-1)));
  return isScalar(pair?.key) ? pair.key : parent;
}

function linesOf(document: Document, lineOf: (node: Node) => number): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const walk = (node: unknown, path: string): void => {
    const value = isAlias(node) ? node.resolve(document) : node;
    if (path !== '' && isNode(node)) lines.set(path, lineOf(node));
    if (isSeq(value)) value.items.forEach((item, index) => void walk(item, `${path}[${index}]`));
    if (!isMap(value)) return;
    for (const { key, value: item } of value.items) {
      const name = String(isScalar(key) ? key.value : '');
      walk(item ?? key, path === '' ? name : `${path}.${name}`);
    }
  };
  walk(document.contents, '');
  return lines;
}
