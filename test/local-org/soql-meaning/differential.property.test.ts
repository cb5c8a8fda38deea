import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { deployFiles } from '../../../src/local-org/metadata/deploy.ts';
import { openOrg } from '../../../src/local-org/open-org.ts';
import { runQuery } from '../../../src/local-org/soql/run-query.ts';
import { anOrg } from '../an-org.ts';
import { runs } from '../runs.ts';
import { evaluateGrouped, evaluatePlain } from './evaluate.ts';
import { groupedQueries, groupedText, plainQueries, plainText } from './queries.ts';
import { type Draft, drafts, KINDS, NOW, PICKS, type Thing } from './things.ts';

const built = anOrg(openOrg({ now: () => NOW }));
const { org } = built;
after(() => org.close());

const values = (names: readonly string[]) =>
  `<valueSet><valueSetDefinition>${names.map((name) => `<value><fullName>${name}</fullName><label>${name}</label></value>`).join('')}</valueSetDefinition></valueSet>`;
const FIELDS: Readonly<Record<string, string>> = {
  Text__c: '<type>Text</type><length>80</length>',
  Kind__c: `<type>Picklist</type>${values(KINDS)}`,
  Number__c: '<type>Number</type><precision>12</precision><scale>2</scale>',
  Flag__c: '<type>Checkbox</type><defaultValue>false</defaultValue>',
  Day__c: '<type>Date</type>',
  When__c: '<type>DateTime</type>',
  Picks__c: `<type>MultiselectPicklist</type><visibleLines>3</visibleLines>${values(PICKS)}`,
  Parent__c: '<type>Lookup</type><referenceTo>Thing__c</referenceTo><relationshipName>Things</relationshipName>',
};
const fields = Object.entries(FIELDS).map(
  ([name, type]) => `<fields><fullName>${name}</fullName><label>${name}</label>${type}</fields>`,
);
const open = Object.keys(FIELDS).map(
  (name) =>
    `<fieldPermissions><field>Thing__c.${name}</field><readable>true</readable><editable>true</editable></fieldPermissions>`,
);
const outcome = deployFiles(
  org,
  new Map([
    ['package.xml', Buffer.from('<Package/>')],
    [
      'objects/Thing__c.object',
      Buffer.from(
        `<CustomObject><label>Thing</label><pluralLabel>Things</pluralLabel><sharingModel>ReadWrite</sharingModel>${fields.join('')}</CustomObject>`,
      ),
    ],
    ['profiles/Admin.profile', Buffer.from(`<Profile>${open.join('')}</Profile>`)],
  ]),
  { checkOnly: false, rollbackOnError: true, lenient: false, userId: org.adminId },
);
assert.ok(outcome.success, JSON.stringify(outcome.messages));
const object = built.object('Thing__c');
const access = org.accessOf(org.adminId);

/** Puts things into the org in place of those before, and gives them as plain values. */
function fill(all: readonly Draft[]): readonly Thing[] {
  for (const row of org.store.find(object, {})) org.store.remove(object, String(row['Id']));
  const things: Thing[] = [];
  for (const { parentAt, ...draft } of all) {
    const parent = parentAt === null || things.length === 0 ? null : (things[parentAt % things.length] ?? null);
    const Id = org.store.newId(object);
    const columns = { ...draft, Flag__c: draft.Flag__c ? 1 : 0, Parent__c: parent?.Id ?? null };
    org.store.insert(object, { Id, Name: Id, OwnerId: org.adminId, IsDeleted: 0, ...columns });
    things.push({ Id, ...draft, parent });
  }
  return things;
}

interface Row {
  readonly Id: string;
  readonly Text__c: string | null;
  readonly Parent__r: { readonly Text__c: string | null } | null;
  readonly Things__r: { readonly records: readonly { readonly Id: string }[] } | null;
}

const ask = (soql: string): readonly unknown[] => runQuery(org, access, { soql, version: '68.0' }).records;

test('random queries over random records are answered as their words say', () => {
  fc.assert(
    fc.property(drafts, plainQueries, (all, query) => {
      const things = fill(all);
      const soql = plainText(query);
      const found = (ask(soql) as readonly Row[]).map((row) => ({
        Id: row.Id,
        Text__c: row.Text__c,
        parentText: row.Parent__r === null ? undefined : row.Parent__r.Text__c,
        children: query.children && (row.Things__r?.records ?? []).map(({ Id }) => Id),
      }));
      assert.deepEqual(found, evaluatePlain(things, query), soql);
    }),
    runs(400),
  );
});

test('random groups are counted as their words say', () => {
  const inOrder = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row.map(rounded))).sort();
  const rounded = (value: unknown) => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value);
  fc.assert(
    fc.property(drafts, groupedQueries, (all, query) => {
      const things = fill(all);
      const soql = groupedText(query);
      const columns = [...query.by, ...query.aggregates.map((_, at) => `expr${at}`)];
      const found = (ask(soql) as readonly Record<string, unknown>[]).map((row) =>
        columns.map((name) => row[name] ?? null),
      );
      assert.deepEqual(inOrder(found), inOrder(evaluateGrouped(things, query)), soql);
    }),
    runs(300),
  );
});
