import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changeDeclaration, type DeclarationEdit } from '../../src/desired/change-declaration.ts';
import { declarationText } from '../../src/desired/declaration-text.ts';
import { parseDeclaration } from '../../src/desired/parse-declaration.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import { OBJECT_VERBS, type Permission } from '../../src/model/permission.ts';

const FILE = `# yaml-language-server: $schema=x
# Ask the ERP team before you touch this.
name: erp-orders   # as in the CMDB
purpose: 'The ERP: order status'
owner: erp-team@example.com

access:
  objects:
    # only to find the customer
    Account: read
    Order__c:
      read: true
      edit: true    # status only
      # what the ERP owns
      fields: { edit: [Status__c], read: [Name] }
    Pricebook2: [read]

  system: [ViewSetup] # for the describe calls
login:
  app: ERP_Orders            # external client app
  flow: client-credentials
`;

function changed(edits: readonly DeclarationEdit[], text = FILE, path = 'erp-orders.yml'): string {
  return changeDeclaration(text, path, edits);
}

/** Lines that are only in one of two texts, as a reviewer sees them. */
function diff(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

const object = (name: string, verb: (typeof OBJECT_VERBS)[number]): Permission => ({
  kind: 'object',
  object: name,
  verb,
});
const field = (name: string, verb: 'read' | 'edit'): Permission => ({ kind: 'field', field: name, verb });
const system = (name: string): Permission => ({ kind: 'system', name });

test('a change touches its own lines and nothing else', () => {
  const cases: readonly (readonly [DeclarationEdit, readonly string[]])[] = [
    [{ kind: 'grant', permission: object('Account', 'edit') }, ['-    Account: read', '+    Account: read, edit']],
    [
      { kind: 'grant', permission: object('Pricebook2', 'create') },
      ['-    Pricebook2: [read]', '+    Pricebook2: [read, create]'],
    ],
    [{ kind: 'grant', permission: object('Contact', 'read') }, ['+    Contact: read']],
    [
      { kind: 'grant', permission: system('ViewRoles') },
      ['-  system: [ViewSetup] # for the describe calls', '+  system: [ViewSetup, ViewRoles] # for the describe calls'],
    ],
    [{ kind: 'grant', permission: { kind: 'setup', type: 'flow', name: 'Sync' } }, ['+  flows: [Sync]']],
    [{ kind: 'review', day: '2027-06-30' }, ['+review: 2027-06-30']],
    [{ kind: 'revoke', permission: object('Account', 'read') }, ['-    Account: read']],
    [{ kind: 'revoke', permission: system('ViewSetup') }, ['-  system: [ViewSetup] # for the describe calls']],
    [{ kind: 'grant', permission: object('Account', 'read') }, []],
    [{ kind: 'revoke', permission: object('Lead', 'read') }, []],
    [{ kind: 'revoke', permission: field('Lead.Name', 'read') }, []],
  ];
  for (const [edit, lines] of cases) assert.deepEqual(diff(FILE, changed([edit])), lines, JSON.stringify(edit));
});

test('fields are adopted in the form that stands there', () => {
  assert.deepEqual(diff(FILE, changed([{ kind: 'grant', permission: field('Order__c.Name', 'edit') }])), [
    '-      edit: true    # status only',
    '-      fields: { edit: [Status__c], read: [Name] }',
    '+      edit: true # status only',
    '+      fields: { edit: [Status__c, Name] }',
  ]);
  assert.deepEqual(diff(FILE, changed([{ kind: 'grant', permission: field('Account.Phone', 'read') }])), [
    '-    Account: read',
    '+    Account:',
    '+      fields:',
    '+        read: [Phone]',
  ]);
  assert.match(
    changed([{ kind: 'revoke', permission: field('Order__c.Status__c', 'edit') }]),
    /fields: \{ read: \[Name, Status__c\] \}/,
  );
});

test('what opens everything is adopted only with a reason', () => {
  const edit = { kind: 'grant', permission: object('Account', 'viewAll') } as const;
  assert.throws(() => changed([edit]), { code: 'bad-declaration', message: /given viewAll without a reason/ });
  const { declaration } = parseDeclaration(changed([{ ...edit, reason: 'nightly run' }]), 'erp-orders.yml');
  assert.equal(declaration?.access.objects.find(({ object }) => object === 'Account')?.reason, 'nightly run');
});

test('a renamed integration remembers its earlier name', () => {
  const text = changed([{ kind: 'rename', name: 'erp' }], FILE, 'erp.yml');
  assert.deepEqual(diff(FILE, text), [
    '-name: erp-orders   # as in the CMDB',
    '+name: erp   # as in the CMDB',
    '+moved: erp-orders',
  ]);
  assert.throws(() => changed([{ kind: 'rename', name: 'erp' }]), { code: 'bad-declaration' });
});

test('the last thing in a group takes the group with it', () => {
  const text = 'name: a\npurpose: p\nowner: o\naccess:\n  system:\n    - ViewSetup\nlogin: { flow: jwt-bearer }\n';
  assert.equal(
    changed([{ kind: 'revoke', permission: system('ViewSetup') }], text, 'a.yml'),
    'name: a\npurpose: p\nowner: o\nlogin: { flow: jwt-bearer }\n',
  );
});

test('a file without access, in flow style, with Windows lines or wide indents is changed as well', () => {
  const bare = 'name: a\npurpose: p\nowner: o\nlogin: { flow: jwt-bearer }\n';
  assert.equal(
    changed([{ kind: 'grant', permission: object('Account', 'read') }], bare, 'a.yml'),
    'name: a\npurpose: p\nowner: o\naccess:\n  objects:\n    Account: read\nlogin: { flow: jwt-bearer }\n',
  );
  const flow = 'name: a\npurpose: p\nowner: o\naccess: {objects: {Account: read}}\n';
  assert.equal(
    changed([{ kind: 'grant', permission: object('Case', 'read') }], flow, 'a.yml'),
    'name: a\npurpose: p\nowner: o\naccess: {objects: {Account: read, Case: read}}\n',
  );
  const windows = FILE.replaceAll('\n', '\r\n');
  const edit = { kind: 'grant', permission: object('Contact', 'read') } as const;
  assert.equal(changed([edit], windows), changed([edit]).replaceAll('\n', '\r\n'));
  const wide = 'name: a\npurpose: p\nowner: o\naccess:\n    objects:\n        Account: read\n';
  assert.match(
    changed([{ kind: 'grant', permission: field('Account.Phone', 'edit') }], wide, 'a.yml'),
    /\n {8}Account:\n {12}read: true\n {12}fields:\n {16}edit: \[Phone\]\n/,
  );
});

test('what is wrong or stands in two places is not touched', () => {
  assert.throws(() => changed([], 'name: a\n', 'a.yml'), { code: 'bad-declaration' });
  const aliased = FILE.replace('[ViewSetup] # for the describe calls', '&s [ViewSetup]\n  flows: *s');
  assert.throws(() => changed([{ kind: 'revoke', permission: system('ViewSetup') }], aliased), {
    code: 'aliases-in-file',
  });
});

const anEdit = fc.record({
  kind: fc.constantFrom('grant' as const, 'revoke' as const),
  permission: fc.oneof(
    fc.record({
      kind: fc.constant('object' as const),
      object: fc.constantFrom('Account', 'Order__c', 'Pricebook2', 'Case', 'Zoo__c'),
      verb: fc.constantFrom('read' as const, 'create' as const, 'edit' as const, 'delete' as const),
    }),
    fc.record({
      kind: fc.constant('field' as const),
      field: fc.constantFrom('Account.Phone', 'Order__c.Status__c', 'Order__c.Name', 'Zoo__c.A__c'),
      verb: fc.constantFrom('read' as const, 'edit' as const),
    }),
    fc.record({ kind: fc.constant('system' as const), name: fc.constantFrom('ViewSetup', 'ViewRoles') }),
    fc.record({
      kind: fc.constant('setup' as const),
      type: fc.constantFrom('flow' as const, 'apexClass' as const),
      name: fc.constantFrom('A', 'B'),
    }),
  ),
});

/** Whether a declaration grants a permission, as its text says. */
function grants({ access }: Declaration, permission: Permission): boolean {
  if (permission.kind === 'system') return access.system.includes(permission.name);
  if (permission.kind === 'setup') return access.setup[permission.type]?.includes(permission.name) ?? false;
  const name = permission.kind === 'object' ? permission.object : (permission.field.split('.')[0] ?? '');
  const entry = access.objects.find(({ object }) => object === name);
  if (permission.kind === 'object') return entry?.verbs.includes(permission.verb) ?? false;
  const local = permission.field.split('.')[1] ?? '';
  const edited = entry?.fields.edit.includes(local) ?? false;
  return permission.verb === 'edit' ? edited : edited || (entry?.fields.read.includes(local) ?? false);
}

test('after any edits the file says so, is right, and kept the comments of what it kept', () => {
  fc.assert(
    fc.property(fc.array(anEdit, { minLength: 1, maxLength: 6 }), (edits) => {
      let text = FILE;
      for (const edit of edits) {
        try {
          text = changed([edit], text);
        } catch (error) {
          // Read is taken away while the rest stays: `read: false` is not what revoking writes, so nothing else may fail.
          assert.fail(`${JSON.stringify(edit)} on\n${text}\n${String(error)}`);
        }
        const { declaration } = parseDeclaration(text, 'erp-orders.yml');
        assert.ok(declaration);
        assert.equal(grants(declaration, edit.permission), edit.kind === 'grant', text);
      }
      for (const comment of ['# Ask the ERP team', '# as in the CMDB', '# external client app'])
        assert.ok(text.includes(comment), `${comment} is lost:\n${text}`);
    }),
    { numRuns: 100 },
  );
});

const names = fc.uniqueArray(fc.stringMatching(/^[A-Z][A-Za-z]{1,6}(__c)?$/), { maxLength: 30 });
const aText = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() === text);
const aContent = fc.record({
  label: fc.option(aText, { nil: undefined }),
  purpose: aText,
  owner: aText,
  review: fc.constantFrom(undefined, '2027-01-31'),
  protect: fc.boolean(),
  licences: fc.constantFrom([], ['APsl']),
  system: names,
  flows: names,
  objects: fc.uniqueArray(
    fc.record({
      object: fc.stringMatching(/^[A-Z][a-z]{1,6}(__c)?$/),
      verbs: fc
        .subarray(['read', 'create', 'edit', 'delete', 'viewAll'] as const, { minLength: 1 })
        .map((verbs) => OBJECT_VERBS.filter((verb) => (verbs as readonly string[]).includes(verb))),
      read: names,
      reason: aText,
    }),
    { selector: ({ object }) => object, maxLength: 5 },
  ),
  ipRanges: fc.constantFrom([], ['203.0.113.0/28']),
});

test('a new file reads back as what it was written from, whatever the names', () => {
  fc.assert(
    fc.property(aContent, ({ system, flows, objects, ipRanges, ...rest }) => {
      const content = {
        name: 'erp-orders',
        ...rest,
        access: {
          objects: objects.map(({ object, verbs, read, reason }) => ({
            object,
            verbs,
            fields: { read: [...new Map(read.map((name) => [name.toLowerCase(), name])).values()], edit: [] },
            reason: verbs.includes('viewAll') ? reason : undefined,
          })),
          system: [...new Map(system.map((name) => [name.toLowerCase(), name])).values()],
          setup:
            flows.length > 0 ? { flow: [...new Map(flows.map((name) => [name.toLowerCase(), name])).values()] } : {},
        },
        user: {
          username: undefined,
          lastName: undefined,
          alias: undefined,
          email: undefined,
          timeZone: undefined,
          locale: undefined,
          language: 'null',
          federationId: undefined,
        },
        login: { app: undefined, flow: 'jwt-bearer' as const, scopes: [], ipRanges, sessionTimeout: undefined },
        permissionSet: undefined,
        permissionSetFile: undefined,
        without: ['user' as const],
        keeps: { profile: 'Old API', permissionSets: ['Shared'], groups: [] },
        expires: undefined,
        moved: undefined,
        reviewed: { on: '2026-11-25', by: 'crm@acme.com' },
        replaces: {
          user: 'old@acme.com',
          person: undefined,
          applications: [],
          permissionSets: ['Shared'],
          apps: [],
          stage: 'frozen' as const,
          since: '2026-11-25',
        },
        retire: { stage: 'revoked' as const, since: '2026-11-25' },
        suspended: '2026-11-25',
        environments: {
          uat: { present: false, user: {}, ipRanges: undefined },
          dev: { present: true, user: {}, ipRanges: undefined },
        },
      };
      const { declaration, mistakes } = parseDeclaration(declarationText(content), 'erp-orders.yml');
      assert.deepEqual(mistakes, []);
      assert.ok(declaration);
      const { file: _, places: __, ...read } = declaration;
      assert.deepEqual(read, content);
    }),
    { numRuns: 100 },
  );
});

test('a new file looks as a person would write it', () => {
  const { declaration } = parseDeclaration(FILE, 'erp-orders.yml');
  assert.ok(declaration);
  assert.equal(
    declarationText(declaration),
    `# yaml-language-server: $schema=https://unpkg.com/leastwise/schemas/integration.schema.json
name: erp-orders
purpose: "The ERP: order status"
owner: erp-team@example.com
access:
  objects:
    Account: read
    Order__c:
      read: true
      edit: true
      fields:
        edit: [Status__c]
        read: [Name]
    Pricebook2: read
  system: [ViewSetup]
login:
  app: ERP_Orders
  flow: client-credentials
`,
  );
});

test('a section is put in, moved on and taken out, and nothing else of the file changes', () => {
  const put = (text: string, path: readonly string[], value: string | undefined | { readonly [key: string]: string }) =>
    changeDeclaration(text, 'integrations/erp-orders.yml', [{ kind: 'put', path, value }]);
  const begun = put(FILE, ['retire'], { stage: 'frozen', since: '2026-11-25' });
  assert.match(begun, /\nretire:\n {2}stage: frozen\n {2}since: 2026-11-25\n/);
  const further = put(begun, ['retire', 'stage'], 'revoked');
  assert.match(further, /stage: revoked/);
  assert.equal(put(further, ['retire'], undefined), FILE);
});
