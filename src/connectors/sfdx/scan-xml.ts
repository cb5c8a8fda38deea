import { isUtf8 } from 'node:buffer';
import {
  AMPERSAND,
  BANG,
  BRACKET,
  DASH,
  GREATER,
  LESS,
  NAME_BYTE,
  NAME_START,
  NEAR_NONCHARACTER,
  NEWLINE,
  PLAIN,
  RETURN,
  SLASH,
  SPACE,
  TAB,
} from './byte-classes.ts';
import { trim, type XmlElement, type XmlVisitor } from './parse-xml.ts';

/**
 * A scanner for the XML that Salesforce writes: elements without attributes, text, the five entities, comments. It works
 * on the bytes and makes strings only of what is asked for. It never judges a file malformed: at anything it is not made
 * for it stops and answers `unsure`, and the general parser reads the file from the start. What it does accept, it reads
 * exactly as that parser would; the tests hold the two against each other.
 */
export interface Scan {
  readonly bytes: Buffer;
  readonly view: DataView;
  readonly end: number;
  at: number;
  /** 1-based line of `at`. */
  line: number;
}

/** Reads second-level entries faster than one by one: `read` takes what it can, `learn` sees what it could not take. */
export interface EntryReader {
  /** Called at the `<` of an entry; moves the scan past all entries it took. */
  read(scan: Scan): void;
  /** Called with an entry that was read the general way, from its `<` to `scan.at`, and the line it began on. */
  learn(scan: Scan, start: number, element: XmlElement): void;
}

/** Metadata has about six levels; what is deeper is left to the general parser and its limit. */
const SCAN_DEPTH = 12;
/** A root tag or XML declaration is shorter than this. */
const TAG_WINDOW = 512;

const DECLARATION =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.0"|'1\.0')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[Uu][Tt][Ff]-8"|'[Uu][Tt][Ff]-8'))?[ \t\n]*\?>/;
const ROOT =
  /^<([A-Za-z_]\w*)(?: +xmlns="(http:\/\/soap\.sforce\.com\/2006\/04\/metadata)")?(?: +xmlns:xsi="http:\/\/www\.w3\.org\/2001\/XMLSchema-instance")? *>/;

/** `true` when the whole file was read, or the visitor stopped it; `false` when it must be parsed instead. */
export function scanXml(
  bytes: Buffer,
  visitor: XmlVisitor,
  entriesOf: (root: string) => EntryReader | undefined,
): boolean {
  if (!isUtf8(bytes)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const scan: Scan = { bytes, view, end: bytes.length, at: startOf(bytes), line: 1 };
  if (!skipDeclaration(scan) || !skipMisc(scan)) return false;
  const root = ROOT.exec(windowAt(scan));
  if (root === null) return false;
  const [tag, name = '', namespace = ''] = root;
  if (!visitor.root(name, namespace, scan.line)) return true;
  scan.at += tag.length;
  return scanEntries(scan, name, visitor, entriesOf(name)) && skipMisc(scan) && scan.at === scan.end;
}

function scanEntries(scan: Scan, root: string, visitor: XmlVisitor, entries: EntryReader | undefined): boolean {
  for (;;) {
    if (!skipMisc(scan)) return false;
    if (entries !== undefined) {
      entries.read(scan);
      if (!skipMisc(scan)) return false;
    }
    if (scan.bytes[scan.at] !== LESS) return false;
    if (scan.bytes[scan.at + 1] === SLASH) return closeTag(scan, root);
    const start = scan.at;
    const element = scanElement(scan, 1);
    if (element === undefined) return false;
    visitor.entry(element);
    entries?.learn(scan, start, element);
  }
}

function startOf(bytes: Buffer): number {
  return bytes[0] === NEAR_NONCHARACTER && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function windowAt(scan: Scan): string {
  return scan.bytes.toString('latin1', scan.at, Math.min(scan.end, scan.at + TAG_WINDOW));
}

function skipDeclaration(scan: Scan): boolean {
  if (scan.bytes[scan.at] !== LESS || scan.bytes[scan.at + 1] !== 0x3f) return true;
  const declaration = DECLARATION.exec(windowAt(scan))?.[0];
  if (declaration === undefined) return false;
  scan.at += declaration.length;
  scan.line += declaration.split('\n').length - 1;
  return true;
}

/** Skips white space and comments; `false` when something there is not for us. */
function skipMisc(scan: Scan): boolean {
  const { bytes, end } = scan;
  while (scan.at < end) {
    const byte = bytes[scan.at] as number;
    if (byte === SPACE || byte === TAB) scan.at++;
    else if (byte === NEWLINE) {
      scan.at++;
      scan.line++;
    } else if (byte === RETURN) {
      if (bytes[scan.at + 1] !== NEWLINE) return false;
      scan.at++;
    } else if (byte !== LESS || bytes[scan.at + 1] !== BANG) return true;
    else if (!skipComment(scan)) return false;
  }
  return true;
}

function skipComment(scan: Scan): boolean {
  const { bytes, end } = scan;
  if (bytes[scan.at + 2] !== DASH || bytes[scan.at + 3] !== DASH) return false;
  let at = scan.at + 4;
  while (at < end) {
    const byte = bytes[at] as number;
    if (byte === DASH && bytes[at + 1] === DASH) {
      if (bytes[at + 2] !== GREATER) return false;
      scan.at = at + 3;
      return true;
    }
    if (!isCharacter(bytes, at)) return false;
    if (byte === NEWLINE) scan.line++;
    at++;
  }
  return false;
}

/** Whether the byte at `at` can belong to an XML character, with line ends as Windows and Unix write them. */
function isCharacter(bytes: Buffer, at: number): boolean {
  const byte = bytes[at] as number;
  if (byte >= SPACE) return byte !== NEAR_NONCHARACTER || bytes[at + 1] !== 0xbf;
  return byte === NEWLINE || byte === TAB || (byte === RETURN && bytes[at + 1] === NEWLINE);
}

/** Reads the element that begins at `scan.at`; `undefined` when something in it is not for us. */
function scanElement(scan: Scan, depth: number): XmlElement | undefined {
  const { bytes } = scan;
  const line = scan.line;
  const start = scan.at + 1;
  if (depth > SCAN_DEPTH || NAME_START[bytes[start] as number] !== 1) return undefined;
  let at = start + 1;
  while (NAME_BYTE[bytes[at] as number] === 1) at++;
  const name = tagName(bytes, start, at);
  if (bytes[at] === SLASH && bytes[at + 1] === GREATER) {
    scan.at = at + 2;
    return { name, line, text: '', children: [] };
  }
  if (bytes[at] !== GREATER) return undefined;
  scan.at = at + 1;
  return scanContent(scan, name, line, depth);
}

/** Element names seen lately: metadata has some hundred, each written thousands of times. */
const TAG_NAMES: string[] = new Array(512).fill('');

function tagName(bytes: Buffer, start: number, end: number): string {
  const length = end - start;
  const slot = (length * 67 + (bytes[start] as number) * 31 + (bytes[end - 1] as number) * 5) & 511;
  const known = TAG_NAMES[slot] as string;
  let at = known.length === length ? 0 : -1;
  while (at >= 0 && at < length) at = known.charCodeAt(at) === bytes[start + at] ? at + 1 : -1;
  if (at === length) return known;
  const name = bytes.toString('latin1', start, end);
  TAG_NAMES[slot] = name;
  return name;
}

function scanContent(scan: Scan, name: string, line: number, depth: number): XmlElement | undefined {
  const { bytes } = scan;
  const children: XmlElement[] = [];
  let text = '';
  let hasComment = false;
  for (;;) {
    const part = scanText(scan);
    if (part === undefined) return undefined;
    text = text === '' ? part : text + part;
    const next = bytes[scan.at + 1];
    if (next === SLASH) break;
    if (next === BANG) {
      if (!skipComment(scan)) return undefined;
      hasComment = true;
      continue;
    }
    const child = scanElement(scan, depth + 1);
    if (child === undefined) return undefined;
    children.push(child);
  }
  const isMixed = text !== '' && (hasComment || children.length > 0);
  if (isMixed || !closeTag(scan, name)) return undefined;
  return { name, line, text: trim(text), children };
}

/** Text up to the next `<`, decoded; `undefined` when something in it is not for us. */
function scanText(scan: Scan): string | undefined {
  const { bytes, end } = scan;
  const start = scan.at;
  let at = start;
  let isBlank = true;
  let isWindows = false;
  let hasEntity = false;
  for (; ; at++) {
    const byte = bytes[at] as number;
    if (PLAIN[byte] === 1) {
      if (byte !== SPACE) isBlank = false;
    } else if (byte === NEWLINE) scan.line++;
    else if (at >= end) return undefined;
    else if (byte === LESS) break;
    else if (byte === RETURN && bytes[at + 1] === NEWLINE) isWindows = true;
    else if (byte === AMPERSAND) hasEntity = true;
    else if (byte === BRACKET && (bytes[at + 1] !== BRACKET || bytes[at + 2] !== GREATER)) isBlank = false;
    else if (byte === NEAR_NONCHARACTER && bytes[at + 1] !== 0xbf) isBlank = false;
    else if (byte !== TAB) return undefined;
  }
  scan.at = at;
  if (isBlank && !hasEntity) return '';
  const raw = bytes.toString('utf8', start, at);
  const text = isWindows ? raw.replaceAll('\r\n', '\n') : raw;
  return hasEntity ? decodeEntities(text) : text;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities of XML and decimal references to plain characters; `undefined` when there is any other. */
function decodeEntities(text: string): string | undefined {
  let isKnown = true;
  const decoded = text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{2,5}));|&/g, (_, name?: string, code?: string) => {
    const number = Number(code);
    if (name !== undefined) return ENTITIES[name] ?? '';
    if (number >= SPACE && number < 0xd800) return String.fromCharCode(number);
    isKnown = false;
    return '';
  });
  return isKnown ? decoded : undefined;
}

function closeTag(scan: Scan, name: string): boolean {
  const { bytes } = scan;
  const after = scan.at + 2 + name.length;
  if (bytes[after] !== GREATER) return false;
  for (let i = 0; i < name.length; i++) if (bytes[scan.at + 2 + i] !== name.charCodeAt(i)) return false;
  scan.at = after + 1;
  return true;
}
