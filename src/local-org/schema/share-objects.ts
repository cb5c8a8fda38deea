import { objectFromText } from './field-text.ts';
import type { ObjectType } from './object-type.ts';

/** The object that holds who else may see a record. */
export interface ShareObject {
  readonly name: string;
  /** `AccountId`, or `ParentId` of custom objects. */
  readonly parentField: string;
  /** `AccountAccessLevel`, or `AccessLevel` of custom objects. */
  readonly levelField: string;
}

const PREFIXES: Readonly<Record<string, string>> = {
  Account: '00r',
  Campaign: '08s',
  Case: '01n',
  Contact: '03s',
  Lead: '01o',
  Opportunity: '00t',
};

/** The share object of an object with an owner; `undefined` when it has none here. */
export function shareObjectOf({ name, kind }: ObjectType): ShareObject | undefined {
  if (kind !== 'data') return undefined;
  if (name.endsWith('__c'))
    return { name: name.replace(/__c$/, '__Share'), parentField: 'ParentId', levelField: 'AccessLevel' };
  return name in PREFIXES
    ? { name: `${name}Share`, parentField: `${name}Id`, levelField: `${name}AccessLevel` }
    : undefined;
}

/** Its definition: read and changed with the record that it is about. */
export function shareObjectType(object: ObjectType, keyPrefix = PREFIXES[object.name] ?? ''): ObjectType | undefined {
  const share = shareObjectOf(object);
  if (!share || keyPrefix === '') return undefined;
  return objectFromText({
    name: share.name,
    keyPrefix,
    kind: 'share',
    label: `${object.label} Share`,
    fields: `${share.parentField}:reference!+>${object.name}@Shares UserOrGroupId:reference!+>User|Group
      ${share.levelField}:picklist! RowCause:picklist+`,
  });
}
