import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { USER_PERMISSIONS } from '../../src/platform/user-permissions.ts';
import { corpusPath, corpusTest } from '../corpus.ts';
import { testOrg } from './client.ts';

const TREES = [
  'Exygy+sf-dahlia-salesforce',
  'Fossiltalk+CairnCI-Internal',
  'SFDO-Community+Summit-Events-App',
  'SalesforceCommerceCloud+b2c-crm-sync',
  'SalesforceFoundation+NPSP',
  'forcedotcom+source-deploy-retrieve',
  'jongpie+NebulaLogger',
  'navikt+crm-arbeidsgiver-base',
  'navikt+crm-nks-base',
  'trailheadapps+coral-cloud',
];

/** Suffixes of the files of a type, where they are not the type's own name. */
const SUFFIXES: Readonly<Record<string, string>> = {
  ApexClass: 'cls',
  ApexPage: 'page',
  CustomApplication: 'app',
  CustomField: 'field',
  CustomObject: 'object',
};

/** The parts of a tree as `cls Invoices`, `field Account.Phone__c`. */
function partsOf(tree: string): ReadonlySet<string> {
  const files = readdirSync(tree, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Set(
    files.flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const [, name = '', suffix = ''] = /^(.+?)\.(\w+)(?:-meta\.xml)?$/.exec(entry.name) ?? [];
      const object = /\/objects\/([^/]+)\/fields\//.exec(path)?.[1];
      if (object !== undefined) return [`field ${object}.${name}`];
      const fields = entry.name.endsWith('.object')
        ? [...readFileSync(path, 'utf8').matchAll(/<fields>\s*<fullName>([^<]+)/g)].map(
            ([, field]) => `field ${name}.${field}`,
          )
        : [];
      return [`${suffix} ${name}`, ...fields];
    }),
  );
}

/** Why a problem is the tree's: the part is not in it, or the platform refuses it anywhere. */
function isOfTheTree(problem: string, parts: ReadonlySet<string>): boolean {
  const [, type = '', missing] = /no (\w+) named (.+) found$/.exec(problem) ?? [];
  if (missing !== undefined) return !parts.has(`${SUFFIXES[type] ?? type.toLowerCase()} ${missing}`);
  const permission = /^Unknown user permission: (\w+)$/.exec(problem)?.[1];
  if (permission !== undefined) return !USER_PERMISSIONS.includes(permission);
  return /^You cannot deploy to a required field: \w+\.\w+$/.test(problem);
}

for (const tree of TREES) {
  corpusTest(`${tree} loads: what is told to be missing is missing`, async () => {
    const path = corpusPath(tree);
    const org = await testOrg({ tree: path });
    try {
      const parts = partsOf(path);
      const { components, problems } = org.loaded;
      assert.ok(components > 5, `${components} components`);
      assert.deepEqual(
        problems.map(({ problem }) => problem).filter((problem) => !isOfTheTree(problem, parts)),
        [],
      );
      const sets = await org.admin.query('SELECT Name, (SELECT Field FROM FieldPerms LIMIT 1) FROM PermissionSet');
      assert.ok(sets.body.totalSize > 4);
    } finally {
      await org.close();
    }
  });
}
