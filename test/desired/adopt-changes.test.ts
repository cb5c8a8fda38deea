import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adoptingEdits } from '../../src/desired/adopt-changes.ts';
import { changeDeclaration } from '../../src/desired/change-declaration.ts';
import { parseDeclaration } from '../../src/desired/parse-declaration.ts';
import type { Change, PermissionSetState, UserState } from '../../src/model/change.ts';
import { aDesiredIntegration, aGrantList } from '../plan/a-desired-state.ts';

const TEXT = `# Kept by the warehouse team
name: a
purpose: Reads orders
owner: ops@x.example
access:
  objects:
    Account: read # the shop needs it
    Contact: { read: true, fields: { edit: [Phone, Email] } }
  system: [RunReports]
`;
const base = aDesiredIntegration('a', []);

function declared() {
  const { declaration } = parseDeclaration(TEXT, 'integrations/a.yml');
  assert.ok(declaration);
  return declaration;
}

function change<Subject extends Change['subject']>(
  subject: Subject,
  before: unknown,
  after: unknown,
  integration = 'a',
): Change {
  return {
    subject,
    id: `${subject}:x`,
    integration,
    before,
    after,
    reason: '',
    preconditions: [],
  } as unknown as Change;
}

const set = (grants: readonly string[], more: Partial<PermissionSetState> = {}): PermissionSetState => ({
  ...base.permissionSet,
  grants: aGrantList(grants),
  ...more,
});

const adopted = (...changes: readonly Change[]): string =>
  changeDeclaration(TEXT, 'integrations/a.yml', adoptingEdits(declared(), changes, 'kept on 2026-06-15'));

test('grants that are there and not declared are written down, with a reason where one is due; the rest stays as it was', () => {
  const is = set(['Account:read', 'Account:viewAll', 'Case:read', 'Case.Subject:read', 'RunReports', 'ExportReport']);
  const should = set(['Account:read', 'RunReports']);
  const text = adopted(change('permission-set', is, should));
  const { declaration, mistakes } = parseDeclaration(text, 'integrations/a.yml');
  assert.deepEqual(mistakes, []);
  const object = (name: string) => declaration?.access.objects.find((one) => one.object === name);
  assert.deepEqual([object('Account')?.verbs, object('Account')?.reason], [['read', 'viewAll'], 'kept on 2026-06-15']);
  assert.deepEqual(object('Case')?.fields, { read: ['Subject'], edit: [] });
  assert.deepEqual(declaration?.access.system, ['RunReports', 'ExportReport']);
  assert.match(text, /^# Kept by the warehouse team/);
});

test('grants that somebody took away leave the file; a field that is no longer editable stays readable', () => {
  const is = set(['Account:read', 'Contact:read', 'Contact.Phone:read']);
  const should = set([
    ...['Account:read', 'Contact:read', 'Contact.Phone:read', 'Contact.Phone:edit'],
    ...['Contact.Email:read', 'Contact.Email:edit', 'RunReports'],
  ]);
  const { declaration } = parseDeclaration(adopted(change('permission-set', is, should)), 'integrations/a.yml');
  const contact = declaration?.access.objects.find(({ object }) => object === 'Contact');
  assert.deepEqual(contact?.fields, { read: ['Phone'], edit: [] });
  assert.deepEqual(declaration?.access.system, []);
});

test('what its user holds beside, another profile, address and day are kept in sight; what no file can say yields nothing', () => {
  const user = (more: Partial<UserState>): UserState => ({ ...base.user, ...more });
  const text = adopted(
    change('assignment', { username: 'a@x.example', target: { kind: 'permission-set', name: 'Sales' } }, undefined),
    change('user', user({ profile: 'Sales User', email: 'new@x.example' }), user({})),
    change('licence', { username: 'a@x.example', licence: 'SalesConsole' }, undefined),
  );
  const { declaration } = parseDeclaration(text, 'integrations/a.yml');
  assert.deepEqual(declaration?.keeps, { profile: 'Sales User', permissionSets: ['Sales'], groups: [] });
  assert.equal(declaration?.user.email, 'new@x.example');
  assert.deepEqual(declaration?.licences, ['SalesConsole']);
  const gone = change('user', undefined, user({}));
  const others = change('permission-set', set(['Case:read']), set([]), 'b');
  assert.deepEqual(adoptingEdits(declared(), [gone, others], 'x'), []);
});
