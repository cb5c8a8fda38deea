import type { ObjectType } from '../schema/object-type.ts';
import type { StoredRow } from '../store/store.ts';
import { customFields, customObjects, settingsOf, validationRules } from './components.ts';
import { entityDefinitions } from './entity-definitions.ts';
import { entityParticles, fieldDefinitions } from './field-definitions.ts';
import { permissionDependencies } from './permission-dependencies.ts';
import type { Question, RowMaker } from './question.ts';
import { userRecordAccess } from './record-accesses.ts';
import { userEntityAccess, userFieldAccess, userPermissionAccess } from './user-accesses.ts';

const MAKERS: Readonly<Record<string, RowMaker>> = {
  EntityDefinition: entityDefinitions,
  FieldDefinition: fieldDefinitions,
  EntityParticle: entityParticles,
  UserEntityAccess: userEntityAccess,
  UserFieldAccess: userFieldAccess,
  UserRecordAccess: userRecordAccess,
  UserPermissionAccess: userPermissionAccess,
  PermissionDependency: permissionDependencies,
  CustomField: customFields,
  CustomObject: customObjects,
  ValidationRule: validationRules,
  SecuritySettings: settingsOf('Security'),
  ConnectedAppSettings: settingsOf('ConnectedApp'),
  OauthOidcSettings: settingsOf('OauthOidc'),
  ExternalClientAppSettings: settingsOf('ExternalClientApp'),
};

/** Rows of an object that has no table, made for one question. */
export function virtualRows(question: Question, { name }: ObjectType): readonly StoredRow[] {
  const maker = MAKERS[name];
  if (!maker) throw new Error(`Nothing makes rows of ${name}`);
  return maker(question);
}
