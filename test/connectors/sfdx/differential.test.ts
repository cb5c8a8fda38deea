import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { GRANT_ELEMENTS, type GrantElement, HIDDEN } from '../../../src/connectors/sfdx/grant-elements.ts';
import { listFolder } from '../../../src/connectors/sfdx/list-folder.ts';
import { newFileReader } from '../../../src/connectors/sfdx/read-file.ts';
import type { Container } from '../../../src/model/container.ts';
import { ENABLED, SETUP_ENTITY_TYPES } from '../../../src/model/permission.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { corpusPath, corpusTest } from '../../corpus.ts';
import { oracleTrees } from './oracle.ts';
import { permissionDocument } from './permission-documents.ts';
import { readBy, readWith } from './two-paths.ts';

/** `column name bits`, sorted: what a container lists, whoever read it. */
function rowsOf(snapshot: Snapshot, { grants }: Container): string[] {
  const columns = [
    grants.objects,
    grants.fields,
    grants.system,
    ...SETUP_ENTITY_TYPES.map((type) => grants.setup[type] ?? { ids: [], bits: [] }),
  ];
  return columns
    .flatMap(({ ids, bits }, column) => Array.from(ids, (id, row) => `${column} ${snapshot.names[id]} ${bits[row]}`))
    .sort();
}

const SECOND_OPINION = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  htmlEntities: true,
  removeNSPrefix: true,
  isArray: (_, path) => String(path).split('.').length === 2,
});

/** The same, by an independent parser and an independent reading of its objects. */
function rowsBySecondOpinion(text: string): string[] {
  const [root] = Object.entries(SECOND_OPINION.parse(text) as Record<string, unknown>).filter(
    ([name]) => name !== '?xml',
  );
  const rows: string[] = [];
  for (const [element, entries] of Object.entries((root?.[1] || {}) as Record<string, unknown[]>)) {
    const grant = GRANT_ELEMENTS[element];
    if (grant === undefined) continue;
    for (const entry of entries) {
      const children = Object.entries(entry as Record<string, unknown>).map(([name, value]): [string, string] => [
        name,
        String(Array.isArray(value) ? value.at(-1) : value).trim(),
      ]);
      const values = Object.fromEntries(children);
      const named = values[grant.named];
      if (named !== undefined && named !== '') rows.push(`${grant.column} ${named} ${bitsOf(grant, values)}`);
    }
  }
  return rows.sort();
}

function bitsOf(grant: GrantElement, values: Readonly<Record<string, string>>): number {
  const isOn = (text: string | undefined) => text === 'true' || text === '1';
  let bits = Object.entries(grant.flags).reduce((sum, [flag, bit]) => (isOn(values[flag]) ? sum | bit : sum), 0);
  if (grant.word !== undefined && !HIDDEN.has(values[grant.word] ?? '')) bits |= ENABLED;
  if (grant.anyFlag && Object.values(values).some(isOn)) bits |= ENABLED;
  return bits;
}

function assertSame(files: Readonly<Record<string, Buffer>>): Snapshot {
  const scanned = readBy('scanner', files);
  assert.deepEqual(scanned, readBy('parser', files));
  return scanned;
}

corpusTest('the scanner reads every real file as the general parser does, line by line', () => {
  for (const tree of [...oracleTrees(), 'forcedotcom+source-deploy-retrieve']) {
    const { files } = listFolder(corpusPath(tree));
    assert.ok(files.length > 0, tree);
    assertSame(Object.fromEntries(files.map(({ path }) => [path, readFileSync(join(corpusPath(tree), path))])));
  }
});

corpusTest('every real permission file holds what a third parser finds in it', () => {
  let compared = 0;
  for (const tree of oracleTrees()) {
    const paths = listFolder(corpusPath(tree)).files.filter(({ path }) =>
      /\.(profile|permissionset)(-meta\.xml)?$/.test(path),
    );
    for (const { path } of paths) {
      const bytes = readFileSync(join(corpusPath(tree), path));
      const snapshot = readBy('scanner', { [path]: bytes });
      const [container] = snapshot.containers;
      assert.ok(container, path);
      assert.deepEqual(rowsOf(snapshot, container), rowsBySecondOpinion(bytes.toString('utf8')), path);
      compared++;
    }
  }
  assert.ok(compared > 200);
});

test('any well-formed permission file is read alike by scanner, parser and a third parser', () => {
  fc.assert(
    fc.property(permissionDocument, (text) => {
      const snapshot = assertSame({ 'profiles/A.profile': Buffer.from(text) });
      assert.deepEqual(
        snapshot.diagnostics.filter(({ code }) => code !== 'wrong-root'),
        [],
        text,
      );
      const [container] = snapshot.containers;
      assert.ok(container);
      assert.deepEqual(rowsOf(snapshot, container), rowsBySecondOpinion(text));
    }),
    { numRuns: 1500 },
  );
});

/** Replaces, inserts, removes, repeats or cuts off bytes. */
const mutation = fc.record({
  kind: fc.constantFrom('replace', 'insert', 'remove', 'repeat', 'cut'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  bytes: fc.oneof(
    fc
      .constantFrom(
        '<',
        '>',
        '&',
        '/',
        ' ',
        '\0',
        '\r',
        '\n',
        ']]>',
        '--',
        '<!--',
        '<![CDATA[',
        '<?x?>',
        '<!DOCTYPE a>',
        '&bogus;',
        '&#0;',
        '\u{FFFE}',
        '="',
        'true',
        '</fieldPermissions>',
      )
      .map((text) => Buffer.from(text)),
    fc.uint8Array({ minLength: 1, maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
  ),
});

function mutate(
  bytes: Buffer,
  { kind, at, length, bytes: other }: typeof mutation extends fc.Arbitrary<infer T> ? T : never,
): Buffer {
  const start = Math.floor(at * bytes.length);
  const end = Math.min(bytes.length, start + length);
  const [before, middle, after] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)];
  if (kind === 'insert') return Buffer.concat([before, other, bytes.subarray(start)]);
  if (kind === 'replace') return Buffer.concat([before, other, bytes.subarray(start + other.length)]);
  if (kind === 'remove') return Buffer.concat([before, after]);
  return kind === 'cut' ? before : Buffer.concat([before, middle, middle, after]);
}

test('whatever happens to the bytes, scanner and parser come to the same verdict', () => {
  fc.assert(
    fc.property(permissionDocument, fc.array(mutation, { minLength: 1, maxLength: 3 }), (text, mutations) => {
      const mutated = mutations.reduce(mutate, Buffer.from(text));
      assertSame({ 'profiles/A.profile': mutated, 'profiles/B.profile': Buffer.from(text) });
    }),
    { numRuns: 4000 },
  );
});

test('whatever happens to a file of any other kind, scanner and parser come to the same verdict', () => {
  const example = join(import.meta.dirname, '..', '..', '..', 'examples', 'messy-org');
  const paths = listFolder(example).files.map(({ path }) => path);
  const files = new Map(paths.map((path) => [path, readFileSync(join(example, path))]));
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.array(mutation, { minLength: 1, maxLength: 2 }), (path, mutations) => {
      assertSame({ [path]: mutations.reduce(mutate, files.get(path) ?? Buffer.alloc(0)) });
    }),
    { numRuns: 2000 },
  );
});

/** Each element twice, so that the second one is read by the template of the first. */
const TWICE = [
  ['fieldPermissions', 'editable', 'field', 'readable'],
  ['tabSettings', 'tab', 'visibility'],
  ['layoutAssignments', 'layout', 'recordType'],
].flatMap(([element = '', ...children]) =>
  ['Account.Fax', 'Account.Phone', 'Account.Phone'].map((name, i) => {
    const values: Readonly<Record<string, string>> = {
      editable: String(i > 0),
      readable: 'true',
      visibility: 'Hidden',
    };
    const inner = children.map((child) => `  <${child}>${values[child] ?? name}</${child}>\n`).join('');
    return ` <${element}>\n${inner} </${element}>\n`;
  }),
);
const SMALL = Buffer.from(`<Profile xmlns="http://soap.sforce.com/2006/04/metadata">\n${TWICE.join('')}</Profile>\n`);

const READERS = [newFileReader(), newFileReader(0, false)];

/** As `assertSame`, by readers that have seen the file before it was changed; answers whether it was refused. */
function assertSameSmall(bytes: Buffer): boolean {
  const [scanned, parsed] = READERS.map((reader) => {
    const { containers, names, diagnostics } = readWith(reader, { 'profiles/A.profile': bytes });
    return JSON.stringify({ containers, names, diagnostics });
  });
  assert.equal(scanned, parsed);
  return scanned?.includes('"containers":[]') ?? false;
}

test('no single byte can change, vanish or be added without scanner and parser agreeing on what that means', () => {
  const others = [...Buffer.from('<>&/ \n\r]x-!"'), 0x00, 0x80, 0xef];
  assertSameSmall(SMALL);
  let refused = 0;
  for (let at = 0; at < SMALL.length; at++) {
    const byte = SMALL[at] as number;
    for (const other of [...others, byte ^ 0x20, byte ^ 0x01, byte + 1]) {
      const [before, after] = [SMALL.subarray(0, at), SMALL.subarray(at + 1)];
      if (assertSameSmall(Buffer.concat([before, Buffer.from([other]), after]))) refused++;
      assertSameSmall(Buffer.concat([before, Buffer.from([other, byte]), after]));
    }
    assertSameSmall(Buffer.concat([SMALL.subarray(0, at), SMALL.subarray(at + 1)]));
  }
  assert.ok(refused > SMALL.length * others.length * 0.5);
});
