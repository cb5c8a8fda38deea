import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readDeclarations } from '../../src/desired/read-declarations.ts';
import { parseIpSpan } from '../../src/model/ip-span.ts';

const folder = mkdtempSync(join(tmpdir(), 'leastwise-desired-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, more = ''): string => `name: ${name}\npurpose: p\nowner: o@example.com\n${more}`;

function folderOf(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [base, text] of Object.entries(files)) writeFileSync(join(path, base), text);
  return path;
}

test('a folder of declarations is read in the order of names; what is no YAML file is left alone', async () => {
  const path = folderOf('good', { 'b.yaml': file('b'), 'a.yml': file('a'), 'README.md': '# x', '.c.yml': 'x' });
  const { declarations, mistakes, files } = await readDeclarations(path, []);
  assert.deepEqual(mistakes, []);
  assert.deepEqual(
    declarations.map(({ name }) => name),
    ['a', 'b'],
  );
  assert.deepEqual(files, [join(path, 'a.yml'), join(path, 'b.yaml')]);
});

test('no folder holds no declarations', async () => {
  assert.deepEqual((await readDeclarations(join(folder, 'none'), [])).declarations, []);
  writeFileSync(join(folder, 'file'), '');
  await assert.rejects(readDeclarations(join(folder, 'file'), []), { code: 'unreadable-declarations' });
});

test('one user, set or app for two applications is refused, whatever its case', async () => {
  const path = folderOf('twice', {
    'a.yml': file('a', 'permissionSet: Erp\nuser: { username: x@y.example }\nlogin: { app: Erp, flow: jwt-bearer }\n'),
    'b.yml': file('b', 'permissionSet: ERP\nuser: { username: X@y.example }\nlogin: { app: ERP, flow: jwt-bearer }\n'),
  });
  const { mistakes } = await readDeclarations(path, []);
  assert.deepEqual(
    mistakes.map(({ line, message }) => `${line} ${message.split(' is also')[0]}`),
    ['4 permission set ERP', '5 user X@y.example', '6 app ERP'],
  );
});

test('environments and earlier names must fit the rest', async () => {
  const path = folderOf('fit', {
    'a.yml': file('a', 'environments:\n  uta: { present: false }\n'),
    'b.yml': file('b', 'moved: a\n'),
    'c.yml': file('c', 'moved: a\nenvironments: { prod: {} }\n'),
  });
  const { mistakes } = await readDeclarations(path, ['uat']);
  assert.deepEqual(
    mistakes.map(({ line, message, instead }) => `${line} ${message.replaceAll(`${path}/`, '')} → ${instead}`),
    [
      '5 environment uta is not in leastwise.yml → Did you mean uat?',
      '4 moved: a is still declared in a.yml → Remove that file, or take this line out.',
      '4 earlier name a is also declared in b.yml → Only one can have been called that.',
      '4 moved: a is still declared in a.yml → Remove that file, or take this line out.',
      '5 environment prod is not in leastwise.yml → Add it to leastwise.yml: environments: { prod: {} }',
    ],
  );
});

test('addresses are read as blocks, single ones and from-to', () => {
  assert.deepEqual(parseIpSpan('203.0.113.0/28'), { start: '203.0.113.0', end: '203.0.113.15' });
  assert.deepEqual(parseIpSpan('203.0.113.5/28'), { start: '203.0.113.0', end: '203.0.113.15' });
  assert.deepEqual(parseIpSpan('203.0.113.7'), { start: '203.0.113.7', end: '203.0.113.7' });
  assert.deepEqual(parseIpSpan('203.0.113.1 - 203.0.113.9'), { start: '203.0.113.1', end: '203.0.113.9' });
  assert.deepEqual(parseIpSpan('0.0.0.0/0'), { start: '0.0.0.0', end: '255.255.255.255' });
  for (const text of ['', 'x', '1.2.3', '1.2.3.256', '1.2.3.4/33', '1.2.3.9-1.2.3.1', '1.2.3.4/', '1-2-3'])
    assert.equal(parseIpSpan(text), undefined, text);
});
