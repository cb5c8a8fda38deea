import type { FactFamily } from '../../model/coverage.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { decodeText } from './decode-text.ts';
import type { Fact, ReadFile } from './facts.ts';
import { type Candidate, candidate, type FileKind, kindByRoot, nameOf, suffixOf } from './file-kinds.ts';
import { PART_ROOTS } from './grant-elements.ts';
import { type GrantRows, newGrantRows } from './grant-rows.ts';
import { APP_PART_ROOTS, readAppPart } from './join-client-apps.ts';
import { METADATA_NAMESPACE } from './metadata-text.ts';
import { type NameTable, newNameTable } from './name-table.ts';
import { parseXml, textOf, type XmlElement, type XmlFailure, type XmlVisitor } from './parse-xml.ts';
import { findSecrets, withoutSecrets } from './read-app-settings.ts';
import { readConnectedApp } from './read-connected-app.ts';
import { newEntryReader } from './read-entries.ts';
import { readGroup } from './read-group.ts';
import {
  addEntry,
  CONTAINER_ROOTS,
  clearDraft,
  finishPermissions,
  newPermissionDraft,
  type PermissionDraft,
} from './read-permissions.ts';
import {
  readCustomPermission,
  readExternalCredential,
  readField,
  readNamedCredential,
  readObject,
} from './read-schema.ts';
import { readAccessPolicy, readSessionSetting, readSettings } from './read-settings.ts';
import { readUserDefinition } from './read-user-definition.ts';
import { type EntryReader, scanXml } from './scan-xml.ts';

/** What one reader (a thread) keeps from file to file: its names, the rows of all its files, and a draft to reuse. */
export interface FileReader {
  readonly names: NameTable;
  readonly rows: GrantRows;
  readonly draft: PermissionDraft;
  readonly entries: EntryReader;
  /** `false` reads every file by the general parser: the reference that the scanner is held against. */
  readonly scans: boolean;
}

/** An entry has about 150 bytes in what Salesforce writes; room for rows that never come costs no memory. */
const BYTES_PER_ROW = 128;

/** `expectedBytes`: how much there is to read, about. */
export function newFileReader(expectedBytes = 0, scans = true): FileReader {
  const names = newNameTable();
  const draft = newPermissionDraft();
  const rows = newGrantRows(1024 + Math.ceil(expectedBytes / BYTES_PER_ROW));
  return { names, rows, draft, entries: newEntryReader(draft, names), scans };
}

/** Reads one file from its bytes, which are not kept. Never throws for what a file holds. */
export function readFile(reader: FileReader, path: string, bytes: Buffer): ReadFile {
  const why = candidate(path);
  if (why === undefined) return nothing(path, bytes);
  if (why.why === 'user-definition') return readJson(path, bytes, why.sure);
  if (why.why === 'place' && !startsLikeXml(bytes)) return nothing(path, bytes);
  return readXml(reader, path, bytes, why);
}

/** The outcome of looking for a known root, and the elements below it. */
interface Visit {
  kind: FileKind | undefined;
  root: string;
  rootLine: number;
  children: XmlElement[];
}

/** Reads by the scanner, and by the general parser what the scanner is not made for. */
function visitXml(
  reader: FileReader,
  path: string,
  bytes: Buffer,
  why: Candidate,
): { visit: Visit; failure?: XmlFailure } {
  const scanned = newVisit();
  const entriesOf = (root: string) => (Object.hasOwn(CONTAINER_ROOTS, root) ? reader.entries : undefined);
  const isScanned = reader.scans && scanXml(bytes, visitorFor(reader, path, why, scanned), entriesOf);
  if (isScanned) return { visit: scanned };
  const visit = newVisit();
  const text = decodeText(bytes);
  const failure = text === undefined ? UNDECODABLE : parseXml(text, visitorFor(reader, path, why, visit));
  return failure === undefined ? { visit } : { visit, failure };
}

const UNDECODABLE: XmlFailure = {
  code: 'malformed-xml',
  message: 'the bytes are no text in the encoding of the file (UTF-8 unless it declares another)',
  line: 0,
  column: 0,
};

function newVisit(): Visit {
  return { kind: undefined, root: '', rootLine: 1, children: [] };
}

function visitorFor(reader: FileReader, path: string, why: Candidate, visit: Visit): XmlVisitor {
  const suffix = suffixOf(path);
  let isContainer = false;
  clearDraft(reader.draft);
  return {
    root: (name, namespace, line) => {
      visit.root = name;
      visit.rootLine = line;
      if (namespace !== '' && namespace !== METADATA_NAMESPACE) {
        visit.root = `${name} of ${namespace}`;
        return false;
      }
      visit.kind = kindByRoot(name, suffix) ?? (Object.hasOwn(PART_ROOTS, name) ? promised(why) : undefined);
      isContainer = Object.hasOwn(CONTAINER_ROOTS, name);
      return visit.kind !== undefined;
    },
    entry: (element) => {
      if (isContainer) addEntry(reader.draft, reader.names, element, path);
      else visit.children.push(element);
    },
  };
}

function readXml(reader: FileReader, path: string, bytes: Buffer, why: Candidate): ReadFile {
  const { visit, failure } = visitXml(reader, path, bytes, why);
  if (failure !== undefined) {
    const kind = visit.kind ?? promised(why) ?? (why.why === 'place' ? why.folder : undefined);
    if (kind === undefined) return nothing(path, bytes);
    return failed(path, bytes, kind.families, {
      ...failure,
      message: `${failure.message}: nothing of this file is used`,
    });
  }
  if (visit.kind === undefined) return strange(path, bytes, visit.root, why);
  const root: XmlElement = { name: visit.root, line: visit.rootLine, text: '', children: visit.children };
  const secrets = findSecrets(root, path, textOf(root, 'externalClientApplication') || nameOf(path));
  const facts = readRoot(reader, secrets.length > 0 ? withoutSecrets(root) : root, path);
  const isPart = facts.some((fact) => fact.kind === 'permissions' && fact.partOf !== '');
  return {
    path,
    bytes: bytes.length,
    families: isPart ? ['permissionSets'] : visit.kind.families,
    facts: [...facts, ...secrets.map((value): Fact => ({ kind: 'secret', value }))],
    diagnostics: wrongRoot(path, visit.kind, why),
    failed: false,
  };
}

function readRoot(reader: FileReader, root: XmlElement, path: string): Fact[] {
  if (Object.hasOwn(CONTAINER_ROOTS, root.name)) return [finishPermissions(reader.draft, root.name, path, reader.rows)];
  const part = APP_PART_ROOTS[root.name];
  if (part !== undefined) return [readAppPart(root, path, part)];
  if (Object.hasOwn(PART_ROOTS, root.name) && isGrantPart(root)) return [readGrantPart(reader, root, path)];
  switch (root.name) {
    case 'PermissionSetGroup':
      return [{ kind: 'group', value: readGroup(root, path) }];
    case 'CustomObject':
      return readObject(root, path);
    case 'CustomField':
      return [{ kind: 'field', value: readField(root, path) }];
    case 'CustomPermission':
      return [{ kind: 'custom-permission', value: readCustomPermission(root, path) }];
    case 'ConnectedApp':
      return [{ kind: 'connected-app', value: readConnectedApp(root, path) }];
    case 'ProfileSessionSetting':
      return [{ kind: 'session-setting', value: readSessionSetting(root, path) }];
    case 'UserAccessPolicy':
      return [{ kind: 'access-policy', value: readAccessPolicy(root, path) }];
    case 'NamedCredential':
      return [{ kind: 'credential', value: readNamedCredential(root, path) }];
    case 'ExternalCredential':
      return readExternalCredential(root, path).map((value) => ({ kind: 'credential', value }));
    case 'AuthProvider':
      return [];
    default:
      return readSettings(root, path).map((value) => ({ kind: 'setting', value }));
  }
}

/** A part file of a decomposed set is one entry whose element is the root. */
function readGrantPart(reader: FileReader, root: XmlElement, path: string): Fact {
  addEntry(reader.draft, reader.names, { ...root, name: PART_ROOTS[root.name] ?? root.name }, path);
  return finishPermissions(reader.draft, root.name, path, reader.rows);
}

/** `CustomPermission` is both a metadata type, with a label, and a part of a decomposed set, with `enabled`. */
function isGrantPart(root: XmlElement): boolean {
  return root.name !== 'CustomPermission' || (textOf(root, 'label') === '' && textOf(root, 'enabled') !== '');
}

function promised(why: Candidate): FileKind | undefined {
  return why.why === 'suffix' ? why.kind : undefined;
}

/** A known kind under a suffix that promises another one is read as what it is, and said. */
function wrongRoot(path: string, kind: FileKind, why: Candidate): Diagnostic[] {
  const suffix = promised(why);
  if (suffix === undefined || suffix.root === kind.root) return [];
  return [
    {
      code: 'wrong-root',
      level: 'warning',
      message: `the suffix promises ${suffix.root}, the root element is ${kind.root}: read as ${kind.root}`,
      path,
      line: 1,
      column: 0,
    },
  ];
}

/** A root of no known kind: of interest only where the suffix promised one. */
function strange(path: string, bytes: Buffer, root: string, why: Candidate): ReadFile {
  const kind = promised(why);
  if (kind === undefined) return nothing(path, bytes);
  const message = `the suffix promises ${kind.root}, the root element is ${JSON.stringify(root.slice(0, 120))}: not read`;
  return failed(path, bytes, kind.families, { code: 'wrong-root', message, line: 1, column: 0 });
}

const USER_FAMILIES: readonly FactFamily[] = ['users', 'assignments'];

function readJson(path: string, bytes: Buffer, sure: boolean): ReadFile {
  const fact = readUserDefinition(decodeText(bytes) ?? '', path);
  if (fact === undefined || (!sure && !('kind' in fact))) return nothing(path, bytes);
  if ('kind' in fact) {
    return { path, bytes: bytes.length, families: USER_FAMILIES, facts: [fact], diagnostics: [], failed: false };
  }
  const message = `a user definition that ${fact.message}: not read`;
  return failed(path, bytes, USER_FAMILIES, { code: 'malformed-json', message, line: fact.line, column: 0 });
}

export function failed(
  path: string,
  bytes: Buffer | number,
  families: readonly FactFamily[],
  what: Omit<Diagnostic, 'level' | 'path'>,
): ReadFile {
  return {
    path,
    bytes: typeof bytes === 'number' ? bytes : bytes.length,
    families,
    facts: [],
    diagnostics: [{ ...what, level: 'error', path }],
    failed: true,
  };
}

function nothing(path: string, bytes: Buffer): ReadFile {
  return { path, bytes: bytes.length, families: [], facts: [], diagnostics: [], failed: false };
}

function startsLikeXml(bytes: Buffer): boolean {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++;
  return bytes[at] === 0x3c;
}
