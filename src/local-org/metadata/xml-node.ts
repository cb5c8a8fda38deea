import { SaxesParser } from 'saxes';
import { OrgError } from '../org-error.ts';

/** An element, names without prefix. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

interface Growing extends XmlNode {
  text: string;
  readonly children: Growing[];
}

const MAX_DEPTH = 100;
const MAX_ELEMENTS = 2_000_000;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Parses XML. Only the five entities that XML itself knows are resolved; a DOCTYPE is refused.
 *
 * @throws OrgError `INVALID_XML` with line and column
 */
export function parseXml(text: string): XmlNode {
  const parser = new SaxesParser();
  const open: Growing[] = [];
  let root: Growing | undefined;
  let count = 0;
  const fail = (message: string): never => {
    throw new OrgError(400, 'INVALID_XML', `${parser.line}:${parser.column + 1}: ${message}`);
  };
  parser.on('error', ({ message }) => fail(message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', () => fail('a DOCTYPE is not allowed'));
  parser.on('opentag', ({ name, attributes }) => {
    count += 1;
    if (open.length >= MAX_DEPTH || count > MAX_ELEMENTS) fail('the document is too deep or too large');
    const named = Object.entries(attributes).map(([key, value]) => [local(key), String(value)] as const);
    const node: Growing = { name: local(name), attributes: Object.fromEntries(named), text: '', children: [] };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  const add = (part: string): void => {
    const top = open.at(-1);
    if (top) top.text += part;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  return root ?? fail('there is no element');
}

export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}

export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** The text of a child, trimmed; `undefined` when it is not there. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  return childOf(node, name)?.text.trim();
}

export function isTrue(node: XmlNode | undefined, name: string): boolean {
  return textOf(node, name) === 'true';
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an element or an attribute. Characters that XML cannot hold are dropped. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** An element to be written. */
export function element(name: string, content: string | readonly XmlNode[]): XmlNode {
  return typeof content === 'string'
    ? { name, attributes: {}, text: content, children: [] }
    : { name, attributes: {}, text: '', children: content };
}

/** Elements with text for every value that is there. */
export function elements(
  values: Readonly<Record<string, string | number | boolean | null | undefined>>,
): readonly XmlNode[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [element(name, String(value))],
  );
}

/** Writes an element as Salesforce does: four spaces a level. */
export function writeNode({ name, text, children }: XmlNode, indent = ''): string {
  if (children.length === 0)
    return text === '' ? `${indent}<${name}/>\n` : `${indent}<${name}>${escapeXml(text)}</${name}>\n`;
  return `${indent}<${name}>\n${children.map((child) => writeNode(child, `${indent}    `)).join('')}${indent}</${name}>\n`;
}

/** A metadata file. */
export function writeFile(root: XmlNode): string {
  const body = root.children.map((child) => writeNode(child, '    ')).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root.name} xmlns="http://soap.sforce.com/2006/04/metadata">\n${body}</${root.name}>\n`;
}
