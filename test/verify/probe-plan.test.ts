import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPermission } from '../../src/model/permission-text.ts';
import type { FieldDefinition } from '../../src/model/schema.ts';
import { planProbe } from '../../src/verify/probe-plan.ts';
import { questionsOf } from '../../src/verify/questions.ts';
import { accessOf, type Holds } from './access-of.ts';

const field = (name: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name,
  label: name,
  type: 'Text',
  required: false,
  formula: false,
  referenceTo: [],
  securityClassification: undefined,
  complianceGroups: [],
  encrypted: false,
  origin: { path: '', line: 0 },
  ...more,
});
const many = (object: string, count: number): readonly FieldDefinition[] =>
  Array.from({ length: count }, (_, at) => field(`${object}.F${String(at).padStart(3, '0')}__c`));

const OBJECTS = ['Account', 'Lead', 'Zeta__c', ...Array.from({ length: 200 }, (_, at) => `Other_${at}__c`), 'User'];
const DECLARED: Holds = {
  objects: { Order__c: ['read', 'edit'], Note__c: ['read'] },
  fields: { 'Order__c.Status__c': ['read', 'edit'], 'Order__c.Sum__c': ['read'] },
  system: ['ApiEnabled', 'ViewSetup', 'RunReports'],
};

function planned(held: Holds = DECLARED, fields: readonly FieldDefinition[] = many('Order__c', 100)) {
  const [expected, current] = [accessOf(DECLARED), accessOf(held)];
  const questions = questionsOf({ expected, current, fields, objects: OBJECTS });
  return { questions, plan: planProbe(questions, expected, current) };
}

test('what is granted is asked whole, what is not by a sample that is always the same', () => {
  const { questions, plan } = planned();
  const asked = (granted: boolean) =>
    questions.filter((one) => one.granted === granted).map(({ permission }) => formatPermission(permission));
  assert.deepEqual(asked(true).toSorted(), [
    ...['ApiEnabled', 'Note__c:read', 'Order__c.Status__c:edit', 'Order__c.Status__c:read', 'Order__c.Sum__c:read'],
    ...['Order__c:edit', 'Order__c:read', 'RunReports', 'ViewSetup'],
  ]);
  for (const permission of ['Order__c:create', 'Note__c:modifyAll', 'Account:read', 'Lead:delete', 'ModifyAllData'])
    assert.ok(asked(false).includes(permission), permission);
  assert.equal(plan.closed.length, 20);
  assert.ok(plan.closed.includes('Account') && !plan.closed.includes('User'), 'of User nobody is granted anything');
  assert.deepEqual(planned(), { questions, plan });
  const [note, order] = plan.reached;
  assert.deepEqual(
    [note?.object, note?.uneditable],
    ['Note__c', []],
    'what may not be written has no field to be tried',
  );
  assert.deepEqual([order?.readable, order?.editable], [['Status__c', 'Sum__c'], ['Status__c']]);
  assert.deepEqual([order?.unreadable.length, order?.uneditable.length], [6, 3]);
});

test('fields that nobody decides about are not asked about', () => {
  const fields = [
    ...[field('Order__c.Id'), field('Order__c.Name'), field('Order__c.Must__c', { required: true })],
    ...[field('Order__c.Sum_All__c', { type: 'Summary' }), field('Order__c.Free__c')],
  ];
  const asked = planned(DECLARED, fields).questions.map(({ permission }) => formatPermission(permission));
  const about = (name: string) => asked.filter((text) => text.startsWith(`Order__c.${name}:`));
  assert.deepEqual(['Id', 'Name', 'Must__c'].flatMap(about), []);
  assert.deepEqual(about('Sum_All__c'), ['Order__c.Sum_All__c:read'], 'nobody writes a roll-up');
  assert.deepEqual(about('Free__c'), ['Order__c.Free__c:read', 'Order__c.Free__c:edit']);
});

test('what is held and not declared is among what is tried', () => {
  const held: Holds = {
    objects: { ...DECLARED.objects, Zeta__c: ['read', 'create'] },
    fields: { ...DECLARED.fields, 'Order__c.F077__c': ['read', 'edit'] },
    system: ['ApiEnabled', 'ManageUsers'],
  };
  const { questions, plan } = planned(held);
  assert.ok(plan.closed.includes('Zeta__c'));
  const order = plan.reached.find(({ object }) => object === 'Order__c');
  assert.ok(order?.unreadable.includes('F077__c') && order.uneditable.includes('F077__c'));
  assert.ok(questions.some(({ permission, granted }) => formatPermission(permission) === 'ManageUsers' && !granted));
});

test('what is granted and is not tried is said, with the reason', () => {
  const { plan } = planned();
  assert.deepEqual(
    plan.untried.map(({ permission, outcome }) => [permission, outcome]),
    [['RunReports', 'not-checked']],
  );
  assert.deepEqual(
    plan.system.filter(({ granted }) => granted).map(({ probe }) => probe.opens[0]),
    ['ViewSetup', 'ViewSetup', 'ViewSetup'],
  );
});

test('a hundred granted objects stay within a bound, and the rest is said to be beyond it', () => {
  const objects = Object.fromEntries(
    Array.from({ length: 100 }, (_, at) => [`Big_${at}__c`, ['read', 'edit'] as const]),
  );
  const access = accessOf({ objects });
  const questions = questionsOf({ expected: access, current: access, fields: [], objects: [] });
  const plan = planProbe(questions, access, access);
  assert.equal(plan.reached.length, 60);
  assert.equal(plan.untried.filter(({ seen }) => seen.startsWith('more than 60')).length, 80);
  assert.ok(plan.calls.asUser < 800, String(plan.calls.asUser));
});
