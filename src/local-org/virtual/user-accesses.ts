import { USER_PERMISSIONS } from '../../platform/user-permissions.ts';
import { fullId } from '../store/ids.ts';
import type { StoredRow } from '../store/store.ts';
import { entityId, fieldId } from './durable-ids.ts';
import { namedObjects } from './entity-definitions.ts';
import { accessToObject, askedUsers, mayAskAbout, type Question, type RowMaker } from './question.ts';

const flag = (value: boolean): number => (value ? 1 : 0);

/** Users whom `<something>.<user>` names, or those asked by id; with the text that a query must find again. */
function usersOf(question: Question): readonly { readonly id: string; readonly written: string }[] {
  const durable = question.equals.get('DurableId');
  const asked = durable ? durable.map((id) => id.slice(id.lastIndexOf('.') + 1)) : askedUsers(question);
  const users = [...new Set(asked)].map((written) => ({ id: fullId(written) ?? written, written }));
  return users.filter(({ id }) => mayAskAbout(question, id));
}

/**
 * What users may do with objects, as the enforcement itself answers it. `IsEditable` and `IsUpdatable` say the same here.
 *
 * Undelete and merge follow delete (best guess); nothing can be activated.
 */
export const userEntityAccess: RowMaker = (question) =>
  usersOf(question).flatMap(({ id: userId, written }) =>
    namedObjects(question).map((object): StoredRow => {
      const access = accessToObject(question, userId, object);
      const rights = access.object(object);
      const durableId = `${entityId(object)}.${written}`;
      return {
        Id: durableId,
        DurableId: durableId,
        UserId: userId,
        EntityDefinitionId: entityId(object),
        IsReadable: flag(rights.read),
        IsCreatable: flag(rights.create),
        IsEditable: flag(rights.edit),
        IsUpdatable: flag(rights.edit),
        IsDeletable: flag(rights.delete),
        IsUndeletable: flag(rights.delete && object.fields.some(({ name }) => name === 'IsDeleted')),
        IsMergeable: flag(rights.delete && MERGED.has(object.name)),
        IsActivateable: 0,
        IsFlsUpdatable: flag(
          access.has('ManageProfilesPermissionsets') && object.fields.some(({ permissionable }) => permissionable),
        ),
      };
    }),
  );

const MERGED: ReadonlySet<string> = new Set(['Account', 'Case', 'Contact', 'Lead']);

/** What users may do with fields, as the enforcement itself answers it. */
export const userFieldAccess: RowMaker = (question) =>
  usersOf(question).flatMap(({ id: userId, written }) =>
    namedObjects(question).flatMap((object) => {
      const access = accessToObject(question, userId, object);
      const rights = access.object(object);
      return object.fields.map((field): StoredRow => {
        const own = access.field(object, field);
        const durableId = `${fieldId(object, field)}.${written}`;
        return {
          Id: durableId,
          DurableId: durableId,
          UserId: userId,
          EntityDefinitionId: entityId(object),
          FieldDefinitionId: fieldId(object, field),
          IsAccessible: flag(own.read),
          IsCreatable: flag(rights.create && own.create),
          IsUpdatable: flag(rights.edit && own.edit),
        };
      });
    }),
  );

/** The system permissions of who asks: one row. Source: Object Reference, UserPermissionAccess. */
export const userPermissionAccess: RowMaker = ({ access }) => [
  {
    Id: access.userId,
    ...Object.fromEntries(USER_PERMISSIONS.map((name) => [`Permissions${name}`, flag(access.has(name))])),
  },
];
