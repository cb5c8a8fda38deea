import { SaxesParser, type SaxesTagNS } from 'saxes';

/** An element of a small metadata file, with its text trimmed. Names are local: prefixes are resolved and dropped. */
export interface XmlElement {
  readonly name: string;
  /** 1-based line of its opening tag. */
  readonly line: number;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

export interface XmlVisitor {
  /** Called once. `false` stops reading without a verdict: the file is of no kind that we know. */
  root(name: string, namespace: string, line: number): boolean;
  /** Called for each child of the root when it closes, so that only one of them is held at a time. */
  entry(element: XmlElement): void;
}

export interface XmlFailure {
  readonly code: 'malformed-xml' | 'doctype-refused';
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** Nothing in metadata is nested deeper than about six levels; what is, was not written by Salesforce. */
export const MAX_DEPTH = 32;

interface OpenElement {
  readonly name: string;
  readonly line: number;
  text: string;
  readonly children: XmlElement[];
}

/** Thrown through the parser to stop it, never out of this file. */
const STOP = Symbol('stop');

/**
 * Reads strict XML 1.0 with saxes. A document type is refused, so no entity beyond the five of XML and character
 * references is ever expanded. Answers `undefined` when all went well or the visitor stopped it.
 */
export function parseXml(text: string, visitor: XmlVisitor): XmlFailure | undefined {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: OpenElement[] = [];
  let failure: XmlFailure | undefined;
  const fail = (code: XmlFailure['code'], message: string): never => {
    failure = { code, message, line: parser.line, column: parser.columnIndex + 1 };
    throw STOP;
  };
  let line = 1;
  parser.on('error', (error) => fail('malformed-xml', error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  parser.on('doctype', () => fail('doctype-refused', 'a document type declaration is not read: metadata has none'));
  parser.on('opentagstart', () => {
    line = parser.line;
  });
  parser.on('opentag', (tag: SaxesTagNS) => {
    if (open.length >= MAX_DEPTH) fail('malformed-xml', `elements are nested more than ${MAX_DEPTH} deep`);
    if (open.length === 0 && !visitor.root(tag.local, tag.uri, line)) throw STOP;
    open.push({ name: tag.local, line, text: '', children: [] });
  });
  const onText = (part: string): void => {
    const element = open.at(-1);
    if (element !== undefined && open.length > 1) element.text += part;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    const element = open.pop();
    const parent = open.at(-1);
    if (element === undefined || parent === undefined) return;
    const closed = { ...element, text: trim(element.text) };
    if (open.length === 1) visitor.entry(closed);
    else parent.children.push(closed);
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error !== STOP) throw error;
  }
  return failure;
}

/** XML's white space only: a no-break space belongs to a name. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  if (element === undefined) return undefined;
  const { children } = element;
  for (let i = children.length - 1; i >= 0; i--) if (children[i]?.name === name) return children[i];
  return undefined;
}

/** Text of the last child of that name; empty when there is none. */
export function textOf(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text ?? '';
}

/** `undefined` when the child is not there or holds no boolean. */
export function flagOf(element: XmlElement | undefined, name: string): boolean | undefined {
  return toFlag(textOf(element, name));
}

/** The lexical forms of `xsd:boolean`. */
export function toFlag(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

export function toNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
