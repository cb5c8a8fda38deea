import type { ObjectType } from '../schema/object-type.ts';
import type { StoredRow } from '../store/store.ts';
import { entityId } from './durable-ids.ts';
import { accessToObject, type Question, type RowMaker, seesAllDefinitions } from './question.ts';

/** Objects that the user may know of. `isAsked` is told the name and the id of each, in lower case. */
export function knownObjects(
  question: Question,
  isAsked: (name: string, id: string) => boolean = () => true,
): readonly ObjectType[] {
  const { org, access } = question;
  const all = seesAllDefinitions(question);
  return org.schema
    .objects()
    .filter((object) => isAsked(object.name.toLowerCase(), entityId(object).toLowerCase()))
    .filter((object) => all || accessToObject(question, access.userId, object).object(object).read);
}

/** Objects that a query about their fields or accesses names, by any of the ways there are. */
export function namedObjects(question: Question): readonly ObjectType[] {
  const lower = (path: string) => question.equals.get(path)?.map((value) => value.toLowerCase());
  const names = lower('EntityDefinition.QualifiedApiName');
  const ids = lower('EntityDefinitionId') ?? lower('EntityDefinition.DurableId');
  const durable = lower('DurableId');
  return knownObjects(
    question,
    (name, id) =>
      (names?.includes(name) ?? true) &&
      (ids?.includes(id) ?? true) &&
      (durable?.some((one) => one.startsWith(`${id}.`)) ?? true),
  );
}

/** Custom objects and the standard ones that take custom fields. */
function isCustomizable({ kind }: ObjectType): boolean {
  return kind === 'data' || kind === 'activity' || kind === 'custom-setting' || kind === 'custom-metadata';
}

const flag = (value: boolean): number => (value ? 1 : 0);

/** Columns: facts 3.3; those that the local org knows of an object. */
function entityRow(object: ObjectType, userId: string): StoredRow {
  const id = entityId(object);
  return {
    Id: id,
    DurableId: id,
    QualifiedApiName: object.name,
    DeveloperName: object.name.replace(/__[a-z]+$/i, ''),
    Label: object.label,
    MasterLabel: object.label,
    PluralLabel: object.labelPlural,
    KeyPrefix: object.keyPrefix === '' ? null : object.keyPrefix,
    NamespacePrefix: null,
    IsQueryable: flag(object.queryable),
    IsEverCreatable: flag(object.createable),
    IsEverUpdatable: flag(object.updateable),
    IsEverDeletable: flag(object.deletable),
    IsFlsEnabled: flag(object.fields.some(({ permissionable }) => permissionable)),
    IsCustomSetting: flag(object.kind === 'custom-setting'),
    IsCustomizable: flag(isCustomizable(object)),
    InternalSharingModel: isCustomizable(object) ? object.sharing : null,
    // A new org has the same default outside as inside, and nobody outside.
    ExternalSharingModel: isCustomizable(object) ? object.sharing : null,
    PublisherId: object.name.endsWith('__c') ? '<local>' : 'System',
    RunningUserEntityAccessId: `${id}.${userId}`,
  };
}

export const entityDefinitions: RowMaker = (question) => {
  const { access, equals } = question;
  const lower = (path: string) => equals.get(path)?.map((value) => value.toLowerCase());
  const names = lower('QualifiedApiName');
  const ids = lower('DurableId') ?? lower('Id');
  return knownObjects(question, (name, id) => (names?.includes(name) ?? true) && (ids?.includes(id) ?? true)).map(
    (object) => entityRow(object, access.userId),
  );
};
