import { type Attempt, gets, queries } from './attempts.ts';
import type { World } from './world.ts';

const BASE = '/services/data/:version/tooling';
const HIDDEN = '404 NOT_FOUND';
const NO_TYPE = '400 INVALID_TYPE';

/** Every other way in over the Tooling API and Apex. */
export function toolingAttempts(world: World): Readonly<Record<string, readonly Attempt[]>> {
  const { open, records, narrowId } = world;
  const log = records.get('ApexLog');
  return {
    [`GET ${BASE}`]: gets(['tooling', '200']),
    [`GET ${BASE}/query`]: queries(
      'tooling/query',
      ['SELECT Id, Body FROM ApexClass', NO_TYPE],
      ['SELECT Id FROM ApexLog', NO_TYPE],
      ['SELECT Id, TracedEntityId FROM TraceFlag', NO_TYPE],
      ['SELECT Id, Metadata FROM CustomField', NO_TYPE],
      ['SELECT Id, DeveloperName FROM CustomObject', NO_TYPE],
      ['SELECT Id, FullName, Metadata FROM ValidationRule', NO_TYPE],
      ["SELECT Id, FullName, Metadata FROM Profile WHERE Name = 'System Administrator'", '403 INSUFFICIENT_ACCESS'],
      ['SELECT Id, Metadata FROM PermissionSet', NO_TYPE],
      ['SELECT Id FROM PermissionDependency', NO_TYPE],
      ['SELECT Id, Status__c FROM Ticket__c', NO_TYPE],
      ['SELECT Id, Name FROM Account', NO_TYPE],
      [
        "SELECT QualifiedApiName, Label FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Vault__c'",
        '200',
      ],
      ['SELECT QualifiedApiName, Label FROM EntityDefinition', '200'],
    ),
    [`GET ${BASE}/query/:locator`]: gets([`tooling/query/${world.locator}`, '400 INVALID_QUERY_LOCATOR']),
    [`GET ${BASE}/sobjects`]: gets(['tooling/sobjects', '200']),
    [`GET ${BASE}/sobjects/:object`]: gets(
      ['tooling/sobjects/ApexClass', HIDDEN],
      ['tooling/sobjects/Account', HIDDEN],
    ),
    [`GET ${BASE}/sobjects/:object/describe`]: gets(
      ['tooling/sobjects/TraceFlag/describe', HIDDEN],
      ['tooling/sobjects/CustomField/describe', HIDDEN],
      ['tooling/sobjects/SourceMember/describe', HIDDEN],
    ),
    [`GET ${BASE}/sobjects/:object/:id`]: gets(
      [`tooling/sobjects/ApexLog/${log}`, HIDDEN],
      [`tooling/sobjects/Ticket__c/${open}`, HIDDEN],
      [`tooling/sobjects/ApexClass/${records.get('ApexClass')}`, HIDDEN],
      [`tooling/sobjects/Profile/${records.get('Profile')}`, '403 INSUFFICIENT_ACCESS'],
      [`tooling/sobjects/User/${world.org.org.adminId}?fields=Password`, '400 INVALID_FIELD'],
    ),
    [`GET ${BASE}/sobjects/:object/:id/:value`]: gets(
      [`tooling/sobjects/ApexLog/${log}/Body`, HIDDEN],
      [`tooling/sobjects/ApexClass/${records.get('ApexClass')}/Body`, HIDDEN],
      [`tooling/sobjects/StaticResource/${records.get('StaticResource')}/Body`, HIDDEN],
    ),
    [`POST ${BASE}/sobjects/:object`]: [
      {
        method: 'POST',
        path: 'tooling/sobjects/TraceFlag',
        body: { TracedEntityId: narrowId, LogType: 'USER_DEBUG' },
        outcome: HIDDEN,
      },
      {
        method: 'POST',
        path: 'tooling/sobjects/DebugLevel',
        body: { DeveloperName: 'x', MasterLabel: 'x' },
        outcome: HIDDEN,
      },
      { method: 'POST', path: 'tooling/sobjects/ApexClass', body: { Body: 'class X {}' }, outcome: HIDDEN },
      { method: 'POST', path: 'tooling/sobjects/Ticket__c', body: { Status__c: 'x' }, outcome: HIDDEN },
      { method: 'POST', path: 'tooling/sobjects/CustomField', body: { FullName: 'Ticket__c.X__c' }, outcome: HIDDEN },
    ],
    [`PATCH ${BASE}/sobjects/:object/:id`]: [
      { method: 'PATCH', path: `tooling/sobjects/Ticket__c/${open}`, body: { Secret__c: 'x' }, outcome: HIDDEN },
      { method: 'PATCH', path: `tooling/sobjects/TraceFlag/${records.get('TraceFlag')}`, body: {}, outcome: HIDDEN },
      {
        method: 'PATCH',
        path: `tooling/sobjects/User/${narrowId}`,
        body: { ProfileId: records.get('Profile') },
        outcome: '403 INSUFFICIENT_ACCESS',
      },
    ],
    [`DELETE ${BASE}/sobjects/:object/:id`]: [
      { method: 'DELETE', path: `tooling/sobjects/ApexLog/${log}`, outcome: HIDDEN },
      { method: 'DELETE', path: `tooling/sobjects/Ticket__c/${open}`, outcome: HIDDEN },
      { method: 'DELETE', path: `tooling/sobjects/User/${narrowId}`, outcome: '403 INSUFFICIENT_ACCESS_OR_READONLY' },
    ],
    [`GET ${BASE}/executeAnonymous`]: gets(
      [
        `tooling/executeAnonymous?anonymousBody=${encodeURIComponent('delete [SELECT Id FROM Account];')}`,
        '403 INSUFFICIENT_ACCESS',
      ],
      ['tooling/executeAnonymous', '403 INSUFFICIENT_ACCESS'],
    ),
  };
}
