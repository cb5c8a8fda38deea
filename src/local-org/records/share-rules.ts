import { mayReach } from '../enforce/record-access.ts';
import { OrgError } from '../org-error.ts';
import type { ObjectType } from '../schema/object-type.ts';
import type { StoredRow } from '../store/store.ts';
import type { Actor } from './actor.ts';
import type { RecordRules } from './setup/writes.ts';

/** What a share gives, and what everybody has by the organisation-wide default. */
const LEVELS = ['None', 'Read', 'Edit', 'All'];
const DEFAULTS = { Private: 'None', Read: 'Read', ReadWrite: 'Edit', FullAccess: 'All', ControlledByParent: 'All' };

/**
 * Shares are made by hand by who has full access to the record; each must give more than everybody has.
 *
 * Source: sharing with Apex (rows of the share objects); the text about trivial shares as seen in orgs, the others from
 * memory.
 */
export const SHARE_RULES: RecordRules = {
  beforeInsert: (actor, row) => {
    const { parent, column } = sharedRecord(actor, row);
    if (!mayReach(actor.org, actor.access, parent.object, parent.record, 'all')) {
      throw new OrgError(
        400,
        'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        `insufficient access rights on cross-reference id: ${String(parent.record['Id']).slice(0, 15)}`,
      );
    }
    const cause = row['RowCause'] ?? 'Manual';
    if (cause !== 'Manual') throw integrityError(`RowCause (invalid sharing reason ${cause})`, 'RowCause');
    checkLevel(parent.object, column, row);
    return { ...row, RowCause: 'Manual' };
  },
  beforeUpdate: (actor, before, changes) => {
    const { parent, column } = sharedRecord(actor, before);
    checkLevel(parent.object, column, { ...before, ...changes });
  },
};

interface Shared {
  readonly parent: { readonly object: ObjectType; readonly record: StoredRow };
  readonly column: string;
}

function sharedRecord({ org }: Actor, row: StoredRow): Shared {
  const share = org.schema.byKeyPrefix(String(row['Id']).slice(0, 3));
  const lookup = share?.fields.find(({ childRelationshipName }) => childRelationshipName === 'Shares');
  const column = share?.fields.find(({ name }) => name.endsWith('AccessLevel'))?.name;
  const object = org.schema.object(lookup?.referenceTo[0] ?? '');
  const record = object && lookup && org.store.get(object, String(row[lookup.name]));
  if (object && record && column !== undefined) return { parent: { object, record }, column };
  throw new OrgError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', lookup ? [lookup.name] : []);
}

function checkLevel(object: ObjectType, column: string, row: StoredRow): void {
  const level = String(row[column] ?? '');
  if (level !== 'Read' && level !== 'Edit') {
    const message = `${column}: bad value for restricted picklist field: ${level}`;
    throw new OrgError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [column]);
  }
  const usual = DEFAULTS[object.sharing];
  if (LEVELS.indexOf(level) > LEVELS.indexOf(usual)) return;
  throw integrityError(
    `${column} (trivial share level ${level}, for organization with default level ${usual})`,
    column,
  );
}

function integrityError(message: string, field: string): OrgError {
  return new OrgError(400, 'FIELD_INTEGRITY_EXCEPTION', `field integrity exception: ${message}`, [field]);
}
