import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDeclaration } from '../../src/desired/parse-declaration.ts';

const FILE = `# Owner: the ERP team
name: erp-orders
label: ERP Orders
purpose: The ERP pushes order status back
owner: erp-team@example.com
review: 2027-06-30
access:
  objects:
    Account: read
    Contact: [read, create]
    Case: read, edit
    Order__c:
      read: true
      edit: true
      fields:
        edit: [Status__c]
        read:
          - Name
          - Amount__c
    Invoice__c: { read: true, viewAll: true, reason: The nightly run reads all of them }
  system: [ViewSetup]
  customPermissions: [Skip_Validation]
  flows: [Sync_Order]
login:
  app: ERP_Orders
  flow: client-credentials
  ipRanges: [203.0.113.0/28]
environments:
  uat:
    user: { email: uat@example.com }
  dev: { present: false }
`;

function parsed(text: string, path = 'integrations/erp-orders.yml') {
  const { declaration, mistakes } = parseDeclaration(text, path);
  assert.deepEqual(mistakes, []);
  assert.ok(declaration);
  return declaration;
}

function mistakes(text: string, path = 'erp-orders.yml'): readonly string[] {
  return parseDeclaration(text, path).mistakes.map(
    ({ line, column, message, instead }) => `${line}:${column} ${message}${instead ? ` → ${instead}` : ''}`,
  );
}

/** The whole file with one line written otherwise. */
function with_(line: string, other: string): string {
  assert.ok(FILE.includes(line), line);
  return FILE.replace(line, other);
}

test('every form of an object means the same verbs and fields', () => {
  const { access } = parsed(FILE);
  const none = { fields: { read: [], edit: [] }, reason: undefined };
  assert.deepEqual(access.objects, [
    { object: 'Account', verbs: ['read'], ...none },
    { object: 'Contact', verbs: ['read', 'create'], ...none },
    { object: 'Case', verbs: ['read', 'edit'], ...none },
    {
      object: 'Order__c',
      verbs: ['read', 'edit'],
      fields: { read: ['Name', 'Amount__c'], edit: ['Status__c'] },
      reason: undefined,
    },
    { object: 'Invoice__c', verbs: ['read', 'viewAll'], ...none, reason: 'The nightly run reads all of them' },
  ]);
  assert.deepEqual(access.setup, { customPermission: ['Skip_Validation'], flow: ['Sync_Order'] });
});

test('a declaration holds what its owner wrote, and where', () => {
  const { places, ...declaration } = parsed(FILE);
  assert.equal(declaration.login?.app, 'ERP_Orders');
  assert.deepEqual(declaration.environments['uat'], {
    user: { email: 'uat@example.com' },
    ipRanges: undefined,
    present: true,
  });
  assert.equal(declaration.environments['dev']?.present, false);
  assert.equal(declaration.protect, false);
  assert.equal(declaration.user.username, undefined);
  const line = (path: string): number | undefined => places.get(path)?.line;
  assert.equal(line('name'), 2);
  assert.equal(line('access.objects.Account'), 9);
  assert.equal(line('access.objects.Order__c.fields.read[1]'), 19);
  assert.equal(line('access.system[0]'), 21);
});

test('a permission set is named, or kept in a file', () => {
  assert.equal(parsed(with_('review:', 'permissionSet: HR_Sync\nreview:')).permissionSet, 'HR_Sync');
  const kept = 'name: hr\npurpose: p\nowner: o\npermissionSet: ../sets/HR.permissionset-meta.xml\n';
  assert.equal(parsed(kept, 'hr.yml').permissionSetFile, '../sets/HR.permissionset-meta.xml');
  assert.deepEqual(mistakes(`${kept}access: { objects: { Account: read } }\n`, 'hr.yml'), [
    '5:1 access is kept in ../sets/HR.permissionset-meta.xml, so it cannot stand here too → Take out access, or permissionSet.',
  ]);
});

test('each mistake says where it stands and what to write instead', () => {
  const cases: readonly (readonly [string, string])[] = [
    [with_('owner:', 'onwer:'), '5:1 unknown key "onwer" → Did you mean owner?'],
    [
      with_('    Account: read', '    Account: update'),
      '9:14 access.objects.Account must be verbs: read, create, edit, delete, viewAll, modifyAll, viewAllFields → Did you mean edit?',
    ],
    [
      with_('[read, create]', '[read, creat]'),
      '10:21 access.objects.Contact[2] must be read, create, edit, delete, viewAll, modifyAll, viewAllFields, not creat → Did you mean create?',
    ],
    [
      with_('edit: [Status__c]', 'edit: [Order__c.Status__c]'),
      '16:16 access.objects.Order__c.fields.edit[1] must be the API name of a field of this object, like Status__c; there are no wildcards → Write Status__c under its own object.',
    ],
    [
      with_('edit: [Status__c]', 'edit: ["*"]'),
      '16:16 access.objects.Order__c.fields.edit[1] must be the API name of a field of this object, like Status__c; there are no wildcards → Name each field, or grant viewAllFields with a reason.',
    ],
    [with_('      edit: true', '      edti: true'), '14:7 unknown key "edti" → Did you mean edit?'],
    [
      with_('reason: The nightly run reads all of them', 'create: true'),
      '20:17 Invoice__c is given viewAll without a reason → Write { read: true, create: true, viewAll: true, reason: why nothing less will do }.',
    ],
    [
      with_('name: erp-orders', 'name: ERP Orders'),
      '2:7 name must be lower-case words joined by hyphens, like erp-orders → Write erp-orders.',
    ],
    [
      with_('name: erp-orders', 'name: billing'),
      '2:7 name is billing, and the file is erp-orders.yml → Write name: erp-orders, or rename the file to billing.yml.',
    ],
    [with_('review: 2027-06-30', 'review: 2027-02-30'), '6:9 review must be a date like 2027-03-31'],
    [
      with_('purpose: The ERP pushes order status back\n', ''),
      '2:1 purpose is missing → Say what it is for: purpose: The ERP pushes order status back',
    ],
    [
      with_('    Contact: [read, create]', '    Account: edit'),
      '10:5 key "Account" stands here twice → Put both under one key.',
    ],
    [
      with_('flow: client-credentials', 'flow: client-credential'),
      '26:9 login.flow must be client-credentials, jwt-bearer, not client-credential → Did you mean client-credentials?',
    ],
    [
      with_('[203.0.113.0/28]', '[203.0.113.0/40]'),
      '27:14 login.ipRanges[1] must be IPv4 addresses, like 203.0.113.0/28 or 203.0.113.7',
    ],
    [with_('login:', 'ipRanges: []\nlogin:'), '24:1 unknown key "ipRanges" → It stands under login.'],
    [
      with_('- Name', '- Status__c'),
      '18:13 Status__c stands under read and edit → Keep it under edit: that reads it too.',
    ],
    [with_('[ViewSetup]', '[ViewSetup, ViewSetup]'), '21:23 ViewSetup stands here twice → Take one out.'],
    [with_('- Name', '- Name: yes'), '18:13 access.objects.Order__c.fields.read[1] must be text'],
    [
      with_('    Account: read', '    Account: { read: false, edit: true }'),
      '9:22 read: false contradicts the rest of Account: everything needs read → Take it out.',
    ],
    [with_('    Account: read', '    Account: {}'), '9:14 Account grants nothing → Take it out, or name a verb: read'],
  ];
  for (const [text, expected] of cases) assert.deepEqual(mistakes(text), [expected]);
});

test('all mistakes of a file are told at once, in the order of its lines', () => {
  assert.deepEqual(
    mistakes('nmae: x\naccess:\n  objects: { Account: raed, "Bad Name": read }\n  systems: []\nlogin: {}\n', 'x.yml'),
    [
      '1:1 unknown key "nmae" → Did you mean name?',
      '1:1 purpose is missing → Say what it is for: purpose: The ERP pushes order status back',
      '1:1 owner is missing → Say who answers for it: owner: erp-team@example.com',
      '3:23 access.objects.Account must be verbs: read, create, edit, delete, viewAll, modifyAll, viewAllFields → Did you mean read?',
      '3:41 access.objects.Bad Name must be the API name of an object, like Order__c; there are no wildcards',
      '4:3 unknown key "systems" → Did you mean system?',
      '5:8 login.flow is missing → Write flow: client-credentials, or jwt-bearer.',
    ],
  );
});

test('what is no file of keys, or a trap, is refused', () => {
  assert.match(mistakes('')[0] ?? '', /^1:1 name is missing/);
  assert.match(mistakes('- a\n')[0] ?? '', /must hold keys/);
  assert.match(mistakes('just text')[0] ?? '', /must hold keys/);
  assert.match(mistakes('name: [\n')[0] ?? '', /^\d+:\d+ /);
  assert.match(mistakes('name: a\n---\nname: b\n')[0] ?? '', /^\d+:\d+ /);
  assert.match(mistakes('name: !secret x\n')[0] ?? '', /^1:7 Unresolved tag/);
  assert.match(mistakes('? [a]\n: b\n')[0] ?? '', /a key must be plain text/);
  assert.match(mistakes(`name: ${'x'.repeat(300_000)}`)[0] ?? '', /too large/);
  assert.match(mistakes(`a: ${'['.repeat(50_000)}`)[0] ?? '', /^\d+:\d+ /);
  assert.match(mistakes(`a: ${'['.repeat(100)}${']'.repeat(100)}`)[0] ?? '', /nested too deeply/);
  const bomb = [
    'a0: &a0 [x]',
    ...Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`),
  ];
  assert.match(mistakes(bomb.join('\n'))[0] ?? '', /alias/i);
  assert.match(mistakes('a: &a [*a]\n')[0] ?? '', /alias/i);
  const wide = Array.from({ length: 40_000 }, (_, n) => `k${n}:`).join('\n');
  assert.equal(mistakes(wide).length > 0, true);
});

test('keys that mean something to JavaScript are keys like any other', () => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    assert.ok(mistakes(`${key}: x\n${FILE}`)[0]?.startsWith(`1:1 unknown key "${key}"`), key);
});

test('no text makes the parser crash: it is taken, or every mistake has a place', () => {
  const mutated = fc
    .tuple(
      fc.nat(FILE.length),
      fc.nat(12),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.constantFrom(':', '- ', '\n', '{', '*a', '&a ', '  ', '"', '!!'),
      ),
    )
    .map(([at, cut, put]) => FILE.slice(0, at) + put + FILE.slice(at + cut));
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' }), fc.json()), (text) => {
      const { declaration, mistakes: found } = parseDeclaration(text, 'erp-orders.yml');
      assert.equal(declaration === undefined, found.length > 0);
      for (const { line, column, message } of found) assert.ok(line > 0 && column > 0 && message !== '');
    }),
    { numRuns: 1500 },
  );
});
