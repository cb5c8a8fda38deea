import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMetadataFiles } from '../../src/connectors/sfdx/read-files.ts';
import { openSourceTree } from '../../src/connectors/sfdx/source-tree.ts';
import { declarationText } from '../../src/desired/declaration-text.ts';
import { newDeclaration } from '../../src/desired/new-declaration.ts';
import { parseDeclaration } from '../../src/desired/parse-declaration.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import { filesOf } from '../../src/pipelines/desired-files.ts';
import { desiredState } from '../../src/plan/desire.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { A_DESIGN } from '../plan/a-declaration.ts';

const names = (...known: readonly string[]) => fc.subarray([...known]);
const targets = names(
  'Account.Phone',
  'Account.BillingCity',
  'Account.Name',
  'Case',
  'Order__c.Status__c,Amount__c',
  'OrderItem',
  'Config__mdt',
);

/** Whatever a person could declare in a line, and more than is wise. */
const aDeclaration: fc.Arbitrary<(name: string) => Declaration> = fc
  .record({
    read: targets,
    create: targets,
    edit: targets,
    delete: names('Case', 'Order__c'),
    system: names('ViewSetup', 'ManageUsers', 'QueryAllFiles', 'NoSuchPermission'),
    apexClass: names('OrderApi', 'Ns__Api'),
    customPermission: names('Skip_Validation'),
    flow: fc.constantFrom(undefined, 'client-credentials' as const, 'jwt-bearer' as const),
    ipRanges: names('203.0.113.0/28', '198.51.100.7'),
    label: fc.constantFrom(undefined, 'Überall & "Co"'),
    purpose: fc.string({ minLength: 1, maxLength: 300 }).filter((text) => text.trim() !== ''),
  })
  .map(
    ({ read, create, edit, system, apexClass, customPermission, flow, ipRanges, label, purpose, ...rest }) =>
      (name: string) => {
        const content = newDeclaration({
          name,
          label: label && `${label} ${name}`,
          purpose,
          owner: 'team@x.example',
          review: undefined,
          access: {
            read,
            create,
            edit,
            delete: rest.delete,
            objects: [],
            system,
            setup: { apexClass, customPermission },
          },
          login: flow && { app: undefined, flow, scopes: [], ipRanges, sessionTimeout: undefined },
        });
        const { declaration, mistakes } = parseDeclaration(declarationText(content), `${name}.yml`);
        assert.deepEqual(mistakes, []);
        assert.ok(declaration);
        return declaration;
      },
  );

const byThree = fc
  .tuple(aDeclaration, aDeclaration, aDeclaration)
  .map((made) => made.map((make, at) => make(`app-${at}`)));

test('whatever is declared, the source built from it is as declared: nothing is left to plan', async () => {
  await fc.assert(
    fc.asyncProperty(byThree, async (declarations) => {
      const desired = desiredState(declarations, {
        design: A_DESIGN,
        environment: undefined,
        snapshot: undefined,
        keptSets: new Map(),
        adopt: () => false,
      });
      const build = async (
        tree: Awaited<ReturnType<typeof openSourceTree>>,
        snapshot?: ReturnType<typeof readMetadataFiles>,
      ) =>
        Object.fromEntries(
          (await filesOf(tree, snapshot, desired, new Map())).map(({ path, text = '' }) => [path, text]),
        );
      const files = await build(await openSourceTree('/nowhere', undefined));
      const snapshot = readMetadataFiles(files);
      const plan = makePlan(snapshot, desired, {
        orgId: undefined,
        environment: undefined,
        today: '2026-11-25',
        recordsOf: () => undefined,
      });
      assert.deepEqual(
        plan.changes.map(({ id }) => id),
        [],
      );
      assert.deepEqual(plan.findings, []);
      assert.deepEqual(await build(await openSourceTree('/nowhere', snapshot), snapshot), files);
    }),
    { numRuns: 60 },
  );
});

test('what is declared no more leaves the source, if it was ours', async () => {
  const make = (name: string): Declaration => {
    const { declaration } = parseDeclaration(
      `name: ${name}\npurpose: p\nowner: o@x.example\nlogin: { flow: jwt-bearer }\n`,
      `${name}.yml`,
    );
    assert.ok(declaration);
    return declaration;
  };
  const options = {
    design: A_DESIGN,
    environment: undefined,
    snapshot: undefined,
    keptSets: new Map(),
    adopt: () => false,
  };
  const all = desiredState([make('a'), make('b')], options);
  const tree = await openSourceTree('/nowhere', undefined);
  const files = Object.fromEntries(
    (await filesOf(tree, undefined, all, new Map())).map(({ path, text = '' }) => [path, text]),
  );
  const foreign = 'force-app/main/default/permissionsets/Theirs.permissionset-meta.xml';
  const snapshot = readMetadataFiles({
    ...files,
    [foreign]: '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>T</label></PermissionSet>',
  });
  const left = await filesOf(
    await openSourceTree('/nowhere', snapshot),
    snapshot,
    desiredState([make('a')], options),
    new Map(),
  );
  assert.deepEqual(
    left.filter(({ text }) => text === undefined).map(({ path }) => path.split('/').at(-1)),
    [
      'Int_B.permissionset-meta.xml',
      'B.eca-meta.xml',
      'B_oauth.ecaOauth-meta.xml',
      'B_oauthPlcy.ecaOauthPlcy-meta.xml',
      'B_plcy.ecaPlcy-meta.xml',
    ],
  );
});
