import { keptFile, keptNames } from '../metadata/kept-files.ts';
import { childrenOf, isTrue, textOf, type XmlNode } from '../metadata/xml-node.ts';
import type { Org } from '../org.ts';
import { fullId } from '../store/ids.ts';
import type { StoredRow } from '../store/store.ts';
import { componentId, entityId } from './durable-ids.ts';
import type { RowMaker } from './question.ts';

const longId = (id: string): string => fullId(id) ?? id;

interface ObjectFile {
  readonly name: string;
  /** `Account`, or the id of a custom object. */
  readonly id: string;
  readonly file: XmlNode;
}

/** Objects whose files came by deployment, and that are in the schema. */
function objectFiles(org: Org): readonly ObjectFile[] {
  return keptNames(org, 'CustomObject').flatMap((name) => {
    const object = org.schema.object(name);
    const file = keptFile(org, 'CustomObject', name);
    return object && file ? [{ name: object.name, id: longId(entityId(object)), file }] : [];
  });
}

/** Custom fields; `FullName` is for whoever asks for their metadata. */
export const customFields: RowMaker = ({ org }) =>
  org.schema.objects().flatMap((object) =>
    object.fields
      .filter(({ custom }) => custom)
      .map((field): StoredRow => {
        const fullName = `${object.name}.${field.name}`;
        return {
          Id: longId(componentId('00N', fullName)),
          DeveloperName: field.name.replace(/__c$/, ''),
          TableEnumOrId: longId(entityId(object)),
          EntityDefinitionId: entityId(object),
          NamespacePrefix: null,
          ManageableState: 'unmanaged',
          Length: field.length,
          Precision: field.precision,
          Scale: field.scale,
          FullName: fullName,
        };
      }),
  );

export const customObjects: RowMaker = ({ org }) =>
  org.schema
    .objects()
    .filter(({ name, kind }) => name.endsWith('__c') && (kind === 'data' || kind === 'custom-setting'))
    .map((object) => ({
      Id: longId(entityId(object)),
      DeveloperName: object.name.replace(/__c$/, ''),
      NamespacePrefix: null,
      ManageableState: 'unmanaged',
      SharingModel: object.sharing,
      CustomSettingsType: object.kind === 'custom-setting' ? 'Hierarchy' : null,
      FullName: object.name,
    }));

/** The one row of an object of settings: `SecuritySettings` is the file `Security`. */
export const settingsOf =
  (fileName: string): RowMaker =>
  () => [{ Id: longId(componentId('0Ls', fileName)), DurableId: fileName, FullName: fileName }];

export const validationRules: RowMaker = ({ org }) =>
  objectFiles(org).flatMap(({ name, id, file }) =>
    childrenOf(file, 'validationRules').map((rule): StoredRow => {
      const own = textOf(rule, 'fullName') ?? '';
      return {
        Id: longId(componentId('03d', `${name}.${own}`)),
        ValidationName: own,
        EntityDefinitionId: id,
        Active: isTrue(rule, 'active') ? 1 : 0,
        Description: textOf(rule, 'description') ?? null,
        ErrorDisplayField: textOf(rule, 'errorDisplayField') ?? null,
        ErrorMessage: textOf(rule, 'errorMessage') ?? null,
        NamespacePrefix: null,
        ManageableState: 'unmanaged',
        FullName: `${name}.${own}`,
      };
    }),
  );
