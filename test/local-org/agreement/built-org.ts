import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { readMetadataFiles } from '../../../src/connectors/sfdx/read-files.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { Assignment, User } from '../../../src/model/user.ts';
import type { Client, TestOrg } from '../client.ts';
import { filesOf, OBJECTS, OPENED_APART, type RandomAssignment, type RandomOrg } from './random-org.ts';

/** Deploys files over REST; fails when the org refuses any of them. */
export async function deploy({ admin }: TestOrg, files: ReadonlyMap<string, string>): Promise<void> {
  const zip = zipSync(Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)])));
  const mark = 'part';
  const body = Buffer.concat([
    Buffer.from(
      `--${mark}\r\nContent-Type: application/json\r\n\r\n{"deployOptions":{}}\r\n--${mark}\r\nContent-Type: application/zip\r\n\r\n`,
    ),
    zip,
    Buffer.from(`\r\n--${mark}--\r\n`),
  ]);
  const response = await fetch(`${admin.url}/services/data/v68.0/metadata/deployRequest`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin.token}`, 'content-type': `multipart/form-data; boundary=${mark}` },
    body,
  });
  const { id } = (await response.json()) as { readonly id: string };
  const { deployResult } = (await admin.get(`metadata/deployRequest/${id}?includeDetails=true`)).body;
  if (!deployResult.success) throw new Error(JSON.stringify(deployResult.details));
}

const TRIES = 3;
const DAY = 86_400_000;

export interface BuiltUser {
  readonly username: string;
  readonly client: Client;
}

/** Deploys the containers of a random org and makes its users; what the org refuses to assign is not there. */
export async function build(org: TestOrg, random: RandomOrg, prefix: string): Promise<readonly BuiltUser[]> {
  await deploy(org, filesOf(random, prefix));
  const { admin } = org;
  const idOf = async (soql: string): Promise<string> => (await admin.query(soql)).body.records[0].Id;
  const licence = await idOf('SELECT Id FROM PermissionSetLicense');
  const users: BuiltUser[] = [];
  for (const [at, user] of random.users.entries()) {
    const profile = {
      own: `${prefix}Profile`,
      empty: 'Minimum Access - Salesforce',
      'api-only': 'Minimum Access - API Only Integrations',
    }[user.profile];
    const username = `${prefix.toLowerCase()}${at}@random.example`;
    const AssigneeId = await admin.create('User', {
      Username: username,
      LastName: username,
      Alias: 'random',
      Email: username,
      TimeZoneSidKey: 'GMT',
      LocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      ProfileId: await idOf(`SELECT Id FROM Profile WHERE Name = '${profile}'`),
      IsActive: true,
    });
    if (user.licensed)
      await admin.create('PermissionSetLicenseAssign', { AssigneeId, PermissionSetLicenseId: licence });
    const assign = async (column: string, object: string, name: string, ends: RandomAssignment['ends']) => {
      const target = await idOf(
        `SELECT Id FROM ${object} WHERE ${object === 'PermissionSet' ? 'Name' : 'DeveloperName'} = '${name}'`,
      );
      const end = { never: null, revoked: null, past: -TRIES * DAY, future: TRIES * DAY }[ends];
      await admin.send('POST', 'sobjects/PermissionSetAssignment', {
        AssigneeId,
        [column]: target,
        ExpirationDate: end === null ? null : new Date(org.org.now().getTime() + end).toISOString(),
        IsRevoked: ends === 'revoked',
      });
    };
    for (const { which, ends } of user.sets)
      await assign('PermissionSetId', 'PermissionSet', `${prefix}Set${which}`, ends);
    for (const { which, ends } of user.groups)
      await assign('PermissionSetGroupId', 'PermissionSetGroup', `${prefix}Group${which}`, ends);
    users.push({ username, client: org.client(username) });
  }
  return users;
}

/** What the org holds, as an outsider learns it: containers by a retrieve, users and assignments by queries. */
export async function snapshotOf(org: TestOrg, prefix: string): Promise<Snapshot> {
  const containers = readMetadataFiles(await retrieved(org, prefix));
  return { ...containers, users: await usersOf(org, prefix), assignments: await assignmentsOf(org, prefix) };
}

async function retrieved({ admin }: TestOrg, prefix: string): Promise<Readonly<Record<string, string>>> {
  const members = (type: string, names: readonly string[]) =>
    `<types>${names.map((name) => `<members>${name}</members>`).join('')}<name>${type}</name></types>`;
  const numbered = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${name}${at}`);
  const manifest = [
    members('Profile', [`${prefix}Profile`, 'Minimum Access - Salesforce', 'Minimum Access - API Only Integrations']),
    members('PermissionSet', numbered('Set', 4)),
    members('MutingPermissionSet', numbered('Muting', 2)),
    members('PermissionSetGroup', numbered('Group', 2)),
    members('CustomObject', [...OBJECTS, ...OPENED_APART]),
  ].join('');
  const soap = async (operation: string, inside: string): Promise<string> => {
    const envelope = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header><SessionHeader><sessionId>${admin.token}</sessionId></SessionHeader></soapenv:Header><soapenv:Body><${operation}>${inside}</${operation}></soapenv:Body></soapenv:Envelope>`;
    return (await admin.send('POST', '/services/Soap/m/68.0', envelope, { 'content-type': 'text/xml' })).body;
  };
  const request = `<request><apiVersion>68.0</apiVersion><singlePackage>true</singlePackage><unpackaged>${manifest}<version>68.0</version></unpackaged></request>`;
  const id = /<id>(\w+)<\/id>/.exec(await soap('retrieve', request))?.[1] ?? '';
  const status = await soap('checkRetrieveStatus', `<asyncProcessId>${id}</asyncProcessId>`);
  const zip = /<zipFile>([^<]+)<\/zipFile>/.exec(status)?.[1] ?? '';
  const files = Object.entries(unzipSync(Buffer.from(zip, 'base64'))).filter(([path]) => path !== 'package.xml');
  return Object.fromEntries(files.map(([path, bytes]) => [path, strFromU8(bytes)]));
}

const origin = { path: 'org', line: 0 };

async function usersOf({ admin }: TestOrg, prefix: string): Promise<readonly User[]> {
  const soql = `SELECT Username, IsActive, Profile.Name, Profile.UserLicense.Name FROM User WHERE Username LIKE '${prefix}%'`;
  const { body } = await admin.query(soql);
  return body.records.map(
    (row: { Username: string; IsActive: boolean; Profile: { Name: string; UserLicense: { Name: string } } }): User => ({
      id: `user:${row.Username}`,
      username: row.Username,
      name: row.Username,
      email: '',
      active: row.IsActive,
      frozen: false,
      profile: row.Profile.Name,
      license: row.Profile.UserLicense.Name,
      permissionSetLicenses: [],
      recordId: undefined,
      type: undefined,
      role: undefined,
      created: undefined,
      lastLogin: undefined,
      origin,
    }),
  );
}

async function assignmentsOf({ admin }: TestOrg, prefix: string): Promise<readonly Assignment[]> {
  const soql = `SELECT Assignee.Username, PermissionSet.Name, PermissionSetGroup.DeveloperName, ExpirationDate, IsActive, IsRevoked
    FROM PermissionSetAssignment WHERE Assignee.Username LIKE '${prefix}%' AND PermissionSet.IsOwnedByProfile = false`;
  const { body } = await admin.query(soql);
  return body.records.map(
    (row: {
      Assignee: { Username: string };
      PermissionSet: { Name: string } | null;
      PermissionSetGroup: { DeveloperName: string } | null;
      ExpirationDate: string | null;
      IsActive: boolean;
      IsRevoked: boolean;
    }): Assignment => ({
      username: row.Assignee.Username,
      target: row.PermissionSet
        ? { kind: 'permission-set', name: row.PermissionSet.Name }
        : { kind: 'group', name: row.PermissionSetGroup?.DeveloperName ?? '' },
      expires: row.ExpirationDate ?? undefined,
      ended: row.IsRevoked ? 'revoked' : row.IsActive ? undefined : 'expired',
      origin,
    }),
  );
}
