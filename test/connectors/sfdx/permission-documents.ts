import fc from 'fast-check';
import { GRANT_ELEMENTS } from '../../../src/connectors/sfdx/grant-elements.ts';

/**
 * Arbitrary well-formed permission files: everything XML allows between and inside the elements that matter, most of
 * it rare, so that both the short way and every way out of it are taken.
 */
export const permissionDocument: fc.Arbitrary<string> = fc
  .record({
    root: fc.constantFrom('Profile', 'PermissionSet', 'MutingPermissionSet'),
    prefix: fc.constantFrom('', '', '', '', 'sf:'),
    declaration: fc.constantFrom(
      '',
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n',
      '<?xml   version = "1.0"\n encoding = \'utf-8\' ?>',
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    ),
    entries: fc.array(
      fc.oneof({ weight: 6, arbitrary: run() }, { weight: 2, arbitrary: fc.array(oddEntry(), { maxLength: 2 }) }),
      {
        maxLength: 6,
      },
    ),
    newline: fc.constantFrom('\n', '\n', '\n', '\r\n', ''),
    indent: fc.constantFrom('    ', '  ', '\t', ''),
  })
  .map(({ root, prefix, declaration, entries, newline, indent }) => {
    const body = entries
      .flat()
      .map((entry) => print(entry, prefix, newline, indent, 1))
      .join('');
    const namespace = `xmlns${prefix === '' ? '' : ':sf'}="http://soap.sforce.com/2006/04/metadata"`;
    return `${declaration}<${prefix}${root} ${namespace}>${newline}${body}</${prefix}${root}>${newline}`;
  });

interface Node {
  readonly name: string;
  readonly attributes: string;
  /** Written as it is: text with markup of its own. */
  readonly content: string | readonly Node[];
  readonly after: string;
}

/** Several entries of one shape, as files have them. */
function run(): fc.Arbitrary<Node[]> {
  return fc.constantFrom(...Object.keys(GRANT_ELEMENTS), 'layoutAssignments').chain((element) =>
    fc.uniqueArray(fc.constantFrom(...childrenOf(element)), { minLength: 1, maxLength: 8 }).chain((children) =>
      fc.array(
        fc
          .tuple(...children.map((child) => textOf(element, child).map((text) => leaf(child, text))))
          .map((content): Node => ({ name: element, attributes: '', content, after: '' })),
        { minLength: 1, maxLength: 6 },
      ),
    ),
  );
}

function childrenOf(element: string): string[] {
  const grant = GRANT_ELEMENTS[element];
  if (grant === undefined) return ['layout', 'recordType'];
  return [grant.named, ...Object.keys(grant.flags), ...(grant.word ? [grant.word] : []), 'default'];
}

function textOf(element: string, child: string): fc.Arbitrary<string> {
  const grant = GRANT_ELEMENTS[element];
  if (child === grant?.named || grant === undefined) return name();
  if (child === grant.word) return fc.constantFrom('Visible', 'Hidden', 'None', 'DefaultOn', ' Hidden ', '');
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('true', 'false') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('1', '0', ' true\n', 'TRUE', '', '<!-- no -->true', '<![CDATA[true]]>', 'tru&#101;'),
    },
  );
}

function name(): fc.Arbitrary<string> {
  return fc.oneof(
    {
      weight: 10,
      arbitrary: fc.constantFrom(
        'A',
        'Account',
        'Account.Phone',
        'Order__c.Net_Amount__c',
        'ApiEnabled',
        'Ünï.çødé__c',
        'Ab c',
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ' Lead ',
        'Sales &amp; More',
        'A&lt;B',
        'x]y',
        'x]]y',
        '<![CDATA[Q&A]]>',
        'Line\n end',
        '\uFF1F',
        '😀',
        '&#65;&#x42;',
        'a<!-- c -->b',
        'q"\'>',
      ),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }).map(escapeText) },
  );
}

/** Entries that are no grants, or grants in odd clothes. */
function oddEntry(): fc.Arbitrary<Node> {
  return fc.oneof(
    fc
      .constantFrom('label', 'description', 'license', 'userLicense', 'custom', 'fullName')
      .chain((element) => name().map((text) => leaf(element, text))),
    fc
      .constantFrom('hasActivationRequired', 'custom')
      .chain((element) => fc.constantFrom('true', 'false', '').map((text) => leaf(element, text))),
    fc.constant<Node>({
      name: 'loginIpRanges',
      attributes: '',
      content: [leaf('endAddress', '10.0.0.9'), leaf('startAddress', '10.0.0.1')],
      after: '',
    }),
    fc.constant<Node>({ name: 'loginHours', attributes: '', content: [], after: '' }),
    fc.constant<Node>({
      name: 'fieldPermissions',
      attributes: ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
      content: [{ ...leaf('field', ''), attributes: ' xsi:nil="true"' }],
      after: '',
    }),
    fc
      .constantFrom('<!-- fieldPermissions -->', '<!-- two\nlines -->', '<?keep this?>', '\n\n', '\t')
      .map((after): Node => ({ ...leaf('label', 'L'), after })),
    name().map(
      (text): Node => ({
        name: 'fieldPermissions',
        attributes: '',
        content: [leaf('field', text), leaf('field', 'Account.Fax'), leaf('readable', 'true')],
        after: '',
      }),
    ),
    name().map(
      (text): Node => ({
        name: 'loginFlows',
        attributes: '',
        content: [{ name: 'deep', attributes: '', content: [leaf('deeper', text)], after: '' }],
        after: '',
      }),
    ),
  );
}

function leaf(name: string, content: string): Node {
  return { name, attributes: '', content, after: '' };
}

function print(node: Node, prefix: string, newline: string, indent: string, depth: number): string {
  const pad = indent.repeat(depth);
  const inner =
    typeof node.content === 'string'
      ? node.content
      : `${newline}${node.content.map((child) => print(child, prefix, newline, indent, depth + 1)).join('')}${pad}`;
  return `${pad}<${prefix}${node.name}${node.attributes}>${inner}</${prefix}${node.name}>${node.after}${newline}`;
}

/** What is no XML character at all becomes a question mark. */
function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD]/gu, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(']]>', ']]&gt;');
}
