import { dirname, join } from 'node:path';
import { type Document, isMap, isScalar, isSeq, parseDocument, Scalar, visit, YAMLMap, type YAMLSeq } from 'yaml';
import { type Mistake, mistakesProblem } from '../model/mistake.ts';
import { OBJECT_VERBS, type ObjectVerb, type Permission, type SetupEntityType } from '../model/permission.ts';
import { Problem } from '../model/problem.ts';
import { lineList, type PlainValue } from './declaration-text.ts';
import { INTEGRATION_SCHEMA } from './integration-schema.ts';
import { parseDeclaration } from './parse-declaration.ts';
import { SETUP_KEYS } from './setup-keys.ts';
import { type ChangedPair, spliceChange } from './splice-change.ts';

/** A change of a file that people wrote: everything else in it stays as it is, comments and order included. */
export type DeclarationEdit =
  | {
      readonly kind: 'grant';
      readonly permission: Permission;
      /** Needed for View All, Modify All and View All Fields. */
      readonly reason?: string;
    }
  | { readonly kind: 'revoke'; readonly permission: Permission }
  /** Stamps the day by which somebody looks again. */
  | { readonly kind: 'review'; readonly day: string }
  /** Puts a key in its place, or takes it out. */
  | { readonly kind: 'put'; readonly path: readonly string[]; readonly value: PlainValue | undefined }
  /** Gives it another name, and remembers the old one so that nothing is lost. */
  | { readonly kind: 'rename'; readonly name: string };

/**
 * The text with the edits made, one after the other.
 *
 * @param path how the file is named in messages; after a rename, the new name
 * @throws Problem `bad-declaration` when the text was not right before or would not be afterwards
 */
export function changeDeclaration(text: string, path: string, edits: readonly DeclarationEdit[]): string {
  const windows = text.includes('\r\n');
  const plain = windows ? text.replaceAll('\r\n', '\n') : text;
  const document = parseDocument(plain);
  const name = isMap(document.contents) ? document.get('name') : undefined;
  refuse(parseDeclaration(plain, typeof name === 'string' ? join(dirname(path), `${name}.yml`) : path).mistakes);
  refuseAliases(document, path);
  const changed = edits.reduce(changeOnce, plain);
  refuse(parseDeclaration(changed, path).mistakes);
  return windows ? changed.replaceAll('\n', '\r\n') : changed;
}

function refuse(mistakes: readonly Mistake[]): void {
  if (mistakes.length > 0) throw mistakesProblem('bad-declaration', mistakes);
}

/** What stands in two places at once cannot be changed in one. */
function refuseAliases(document: Document, path: string): void {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  if (!found) return;
  throw new Problem({
    kind: 'configuration',
    code: 'aliases-in-file',
    message: `${path} uses YAML aliases (*name), so it cannot be changed part by part.`,
    actions: ['Write out what they stand for, then run again.'],
  });
}

function changeOnce(text: string, edit: DeclarationEdit): string {
  const changes = changesOf(parseDocument(text), edit);
  return changes.reduce((changed, change) => spliceChange(changed, change, TOP_KEYS), text);
}

const TOP_KEYS = Object.keys(INTEGRATION_SCHEMA.entries);

function changesOf(document: Document, edit: DeclarationEdit): readonly ChangedPair[] {
  switch (edit.kind) {
    case 'review':
      return [{ path: ['review'], value: new Scalar(edit.day) }];
    case 'rename':
      return [
        { path: ['moved'], value: new Scalar(String(document.get('name'))) },
        { path: ['name'], value: new Scalar(edit.name) },
      ];
    case 'put':
      return [{ path: edit.path, value: edit.value === undefined ? undefined : document.createNode(edit.value) }];
    case 'grant':
      return [granted(document, edit.permission, edit.reason)];
    case 'revoke':
      return [revoked(document, edit.permission)];
  }
}

type Path = readonly string[];

/** Where a permission stands in a file. */
function listPath(permission: Permission): Path {
  if (permission.kind === 'system') return ['access', 'system'];
  if (permission.kind === 'setup') return ['access', setupKey(permission.type)];
  const object =
    permission.kind === 'object' ? permission.object : permission.field.slice(0, permission.field.indexOf('.'));
  return ['access', 'objects', object];
}

function setupKey(type: SetupEntityType): string {
  return Object.entries(SETUP_KEYS).find(([, key]) => key.type === type)?.[0] ?? type;
}

function namesIn(list: unknown): readonly string[] {
  return isSeq(list) ? list.items.map((item) => String(isScalar(item) ? item.value : item)) : [];
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function withName(list: unknown, name: string): YAMLSeq {
  if (!isSeq(list)) return lineList([name]);
  if (!namesIn(list).some((known) => same(known, name))) list.items.push(new Scalar(name));
  return list;
}

/** `undefined` when nothing is left: then the key goes too. */
function withoutName(list: unknown, name: string): YAMLSeq | undefined {
  if (!isSeq(list)) return undefined;
  list.items = list.items.filter((item) => !same(String(isScalar(item) ? item.value : item), name));
  return list.items.length > 0 ? list : undefined;
}

function nameIn(permission: Permission): string {
  if (permission.kind === 'field') return permission.field.slice(permission.field.indexOf('.') + 1);
  return permission.kind === 'object' ? permission.object : permission.name;
}

function granted(document: Document, permission: Permission, reason: string | undefined): ChangedPair {
  const path = listPath(permission);
  const found = document.getIn(path, true);
  if (permission.kind === 'system' || permission.kind === 'setup')
    return { path, value: withName(found, nameIn(permission)) };
  if (permission.kind === 'object' && reason === undefined && !isMap(found))
    return { path, value: shortVerbs(found, (verbs) => [...verbs, permission.verb]) };
  const entry = inFull(found);
  if (permission.kind === 'object') entry.set(permission.verb, true);
  else grantField(entry, nameIn(permission), permission.verb);
  if (reason !== undefined) entry.set('reason', reason);
  return { path, value: entry };
}

function grantField(entry: YAMLMap, field: string, verb: 'read' | 'edit'): void {
  const fields = mapAt(entry, 'fields');
  const isEdited = namesIn(fields.get('edit', true)).some((name) => same(name, field));
  if (verb === 'edit') setOrDelete(fields, 'read', withoutName(fields.get('read', true), field));
  if (verb === 'edit' || !isEdited) fields.set(verb, withName(fields.get(verb, true), field));
}

function revoked(document: Document, permission: Permission): ChangedPair {
  const path = listPath(permission);
  const found = document.getIn(path, true);
  if (permission.kind === 'system' || permission.kind === 'setup')
    return { path, value: withoutName(found, nameIn(permission)) };
  if (permission.kind === 'object' && !isMap(found))
    return { path, value: found && shortVerbs(found, (verbs) => verbs.filter((verb) => verb !== permission.verb)) };
  if (!isMap(found)) return { path, value: found };
  if (permission.kind === 'object') found.delete(permission.verb);
  else revokeField(found, nameIn(permission), permission.verb);
  const isEmpty = found.items.every(({ key }) => String(key) === 'reason');
  return { path, value: isEmpty ? undefined : found };
}

/** Who may no longer edit a field may still read it. */
function revokeField(entry: YAMLMap, field: string, verb: 'read' | 'edit'): void {
  const fields = mapAt(entry, 'fields');
  const wasEdited = namesIn(fields.get('edit', true)).some((name) => same(name, field));
  setOrDelete(fields, 'edit', withoutName(fields.get('edit', true), field));
  if (verb === 'edit' && wasEdited) fields.set('read', withName(fields.get('read', true), field));
  if (verb === 'read') setOrDelete(fields, 'read', withoutName(fields.get('read', true), field));
  if (fields.items.length === 0) entry.delete('fields');
}

function setOrDelete(map: YAMLMap, key: string, value: YAMLSeq | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

function mapAt(map: YAMLMap, key: string): YAMLMap {
  const found = map.get(key, true);
  if (isMap(found)) return found;
  const made = new YAMLMap();
  made.flow = map.flow ?? false;
  map.set(key, made);
  return made;
}

function verbsIn(entry: unknown): readonly string[] {
  return isScalar(entry)
    ? String(entry.value)
        .trim()
        .split(/\s*,\s*/)
    : namesIn(entry);
}

/** `read, edit`, or a list where a list stood. */
function shortVerbs(
  entry: unknown,
  change: (verbs: readonly string[]) => readonly string[],
): Scalar | YAMLSeq | undefined {
  const wanted = new Set(change(entry === undefined ? [] : verbsIn(entry)));
  const verbs = OBJECT_VERBS.filter((verb) => wanted.has(verb));
  if (verbs.length === 0) return undefined;
  return isSeq(entry) ? lineList(verbs) : new Scalar(verbs.join(', '));
}

/** The long form of an entry, whatever form it has. */
function inFull(entry: unknown): YAMLMap {
  if (isMap(entry)) return entry;
  const full = new YAMLMap();
  for (const verb of entry === undefined ? [] : (verbsIn(entry) as readonly ObjectVerb[])) full.set(verb, true);
  return full;
}
