import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DescribedField, DescribedObject } from '../../src/model/described-object.ts';
import { isDetail, parentsOf, recordValues, trialValue, writtenName } from '../../src/verify/record-values.ts';

const field = (name: string, type: string, more: Partial<DescribedField> = {}): DescribedField => ({
  name,
  type,
  length: type === 'string' ? 80 : 0,
  precision: 0,
  scale: 0,
  createable: true,
  nillable: false,
  defaultedOnCreate: false,
  unique: false,
  isName: false,
  picklist: [],
  referenceTo: [],
  isMasterDetail: false,
  ...more,
});
const object = (...fields: readonly DescribedField[]): DescribedObject => ({
  name: 'Thing__c',
  createable: true,
  fields,
});
const MARK = 'Leastwise probe 1f2e3d4c5b6a';
const options = { mark: MARK, userId: '005', recordOf: (name: string) => (name === 'Account' ? '001' : undefined) };

test('only what the org insists on is filled, each by its type', () => {
  const found = recordValues(
    object(
      field('Name', 'string', { isName: true }),
      field('Short__c', 'string', { length: 5 }),
      field('Day__c', 'date'),
      field('Share__c', 'percent', { precision: 2, scale: 2 }),
      field('Kind__c', 'picklist', { picklist: ['Big', 'Small'] }),
      field('Mail__c', 'email'),
      field('Account__c', 'reference', { referenceTo: ['Account'] }),
      field('Boss__c', 'reference', { referenceTo: ['User'] }),
      field('Active__c', 'boolean'),
      field('OwnerId', 'reference', { referenceTo: ['Group', 'User'], defaultedOnCreate: true }),
      field('Free__c', 'string', { nillable: true }),
      field('Formula__c', 'string', { createable: false }),
    ),
    options,
  );
  assert.ok(found.ok);
  const { Short__c, ...values } = found.values;
  assert.deepEqual(values, {
    ...{ Name: MARK, Day__c: '2000-01-01', Share__c: 0, Kind__c: 'Big', Mail__c: 'probe@leastwise.invalid' },
    ...{ Account__c: '001', Boss__c: '005' },
  });
  assert.equal(String(Short__c).length, 5);
  assert.deepEqual([found.mark, found.hasOwner], [{ field: 'Name', value: MARK }, true]);
});

test('a mark goes into a text that is long enough and need not be unique; else there is none', () => {
  const carrier = (...fields: readonly DescribedField[]) => {
    const found = recordValues(object(...fields), options);
    return found.ok ? found.mark?.field : found.reason;
  };
  const free = { nillable: true };
  assert.equal(
    carrier(field('Number', 'string', { createable: false, isName: true }), field('Note__c', 'string', free)),
    'Note__c',
  );
  assert.equal(
    carrier(field('Key__c', 'string', { ...free, unique: true }), field('Short__c', 'string', { ...free, length: 10 })),
    undefined,
  );
});

test('what cannot be filled is named', () => {
  const found = recordValues(object(field('Order__c', 'reference', { referenceTo: ['Order'] })), options);
  assert.deepEqual(found, { ok: false, reason: 'Thing__c.Order__c is required, and no value for it is known' });
  const none = recordValues(object(field('Kind__c', 'picklist')), options);
  assert.equal(none.ok, false);
});

test('parents are what a required lookup points at; people are there already', () => {
  const detail = object(
    field('Order__c', 'reference', { referenceTo: ['Order'], isMasterDetail: true }),
    field('Who__c', 'reference', { referenceTo: ['Group', 'Contact'] }),
    field('Boss__c', 'reference', { referenceTo: ['User'] }),
    field('Maybe__c', 'reference', { referenceTo: ['Lead'], nillable: true }),
  );
  assert.deepEqual(parentsOf(detail), ['Order', 'Contact']);
  assert.deepEqual([isDetail(detail), isDetail(object())], [true, false]);
});

test('a field is tried with nothing, where nothing is allowed; an address by one of its parts', () => {
  assert.equal(trialValue(field('A', 'string', { nillable: true }), MARK), null);
  assert.equal(trialValue(undefined, MARK), null);
  assert.equal(trialValue(field('A', 'boolean'), MARK), false);
  assert.equal(writtenName('BillingAddress', field('BillingAddress', 'address')), 'BillingStreet');
  assert.equal(writtenName('Street_Address', field('Street_Address', 'string')), 'Street_Address');
});
