import { Problem } from '../../model/problem.ts';
import { parseXml, type XmlElement } from './parse-xml.ts';

/** The namespace of metadata files; part files of decomposed sets may have none. */
export const METADATA_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** An element to write: with children, or with text. */
export type MetadataElement = Pick<XmlElement, 'name' | 'text' | 'children'>;

export function leaf(name: string, text: string | boolean | number): MetadataElement {
  return { name, text: String(text), children: [] };
}

/** Children go in alphabetical order, as Salesforce writes them. */
export function group(name: string, children: readonly MetadataElement[]): MetadataElement {
  return { name, text: '', children: [...children].sort(byName) as unknown as XmlElement['children'] };
}

/**
 * A metadata file as Salesforce and its CLI write it: four spaces, elements by name, those of one name by what they are
 * about. The same state gives the same bytes.
 *
 * @param keyOf what an element of several with one name is about
 */
export function metadataText(
  root: string,
  elements: readonly MetadataElement[],
  keyOf: (element: MetadataElement) => string = () => '',
): string {
  const keyed = elements.map((element) => ({ element, key: keyOf(element) }));
  const sorted = keyed.sort((a, b) => byName(a.element, b.element) || order(a.key, b.key));
  const lines = sorted.map(({ element }) => elementText(element, '    '));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${METADATA_NAMESPACE}">\n${lines.join('')}</${root}>\n`;
}

function elementText({ name, text, children }: MetadataElement, indent: string): string {
  if (children.length === 0) return `${indent}<${name}>${escapeXml(text)}</${name}>\n`;
  const inner = children.map((child) => elementText(child, `${indent}    `));
  return `${indent}<${name}>\n${inner.join('')}${indent}</${name}>\n`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byName(a: MetadataElement, b: MetadataElement): number {
  return order(a.name, b.name);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

/** What XML 1.0 cannot hold however it is written: control characters, halves of surrogate pairs, non-characters. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu;

function escapeXml(text: string): string {
  return text.replaceAll(FORBIDDEN, '\ufffd').replaceAll(/[&<>"'\r]/g, (character) => ENTITIES[character] ?? character);
}

/**
 * The elements below the root of a file that is there already.
 *
 * @throws Problem `malformed-xml`: what cannot be read must not be overwritten
 */
export function elementsOf(text: string, path: string): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  const failure = parseXml(text, { root: () => true, entry: (element) => void elements.push(element) });
  if (failure === undefined) return elements;
  throw new Problem({
    kind: 'input',
    code: failure.code,
    message: `${path}:${failure.line}:${failure.column}: ${failure.message}; it is left as it is.`,
    actions: ['Mend the file or take it away, then run again.'],
  });
}
