import type { DescribedField, DescribedObject } from '../../model/described-object.ts';
import { flagIn, isRow, numberIn, type Row, textIn } from './row.ts';

/** The body of a describe; `undefined` when it is none. */
export function describedObject(body: unknown): DescribedObject | undefined {
  if (!isRow(body) || !Array.isArray(body['fields'])) return undefined;
  return {
    name: textIn(body, 'name'),
    createable: flagIn(body, 'createable'),
    fields: body['fields'].filter(isRow).map(describedField),
  };
}

function describedField(row: Row): DescribedField {
  const { picklistValues, referenceTo } = row;
  const values = Array.isArray(picklistValues) ? picklistValues.filter(isRow) : [];
  return {
    name: textIn(row, 'name'),
    type: textIn(row, 'type'),
    length: numberIn(row, 'length') ?? 0,
    precision: numberIn(row, 'precision') ?? 0,
    scale: numberIn(row, 'scale') ?? 0,
    createable: flagIn(row, 'createable'),
    nillable: flagIn(row, 'nillable'),
    defaultedOnCreate: flagIn(row, 'defaultedOnCreate'),
    unique: flagIn(row, 'unique'),
    isName: flagIn(row, 'nameField'),
    picklist: values.filter((value) => flagIn(value, 'active')).map((value) => textIn(value, 'value')),
    referenceTo: Array.isArray(referenceTo) ? referenceTo.map(String) : [],
    // The reference: a number on master-detail relationships alone.
    isMasterDetail: numberIn(row, 'relationshipOrder') !== undefined,
  };
}
