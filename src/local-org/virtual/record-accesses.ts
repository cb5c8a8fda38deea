import { recordLevel } from '../enforce/record-access.ts';
import { type RecordLevel, reachesLevel } from '../enforce/record-level.ts';
import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import { fullId } from '../store/ids.ts';
import type { StoredRow } from '../store/store.ts';
import { askedUsers, mayAskAbout, type RowMaker } from './question.ts';

const flag = (value: boolean): number => (value ? 1 : 0);

interface RecordRights {
  readonly read: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly transfer: boolean;
  readonly all: boolean;
}

const NONE: RecordRights = { read: false, edit: false, delete: false, transfer: false, all: false };

/** Object permissions and sharing together. Who has full access may also hand the record on and share it. */
function rightsOn(org: Org, access: UserAccess, recordId: string): RecordRights {
  const { schema, store } = org;
  const object = schema.byKeyPrefix(recordId.slice(0, 3));
  const row = object && store.get(object, recordId);
  if (!object || !row || row['IsDeleted'] === 1) return NONE;
  const rights = access.object(object);
  const level = recordLevel(org, access, object, row);
  const reaches = (least: RecordLevel): boolean => reachesLevel(level, least);
  const read = rights.read && reaches('read');
  const edit = read && rights.edit && reaches('edit');
  return {
    read,
    edit,
    delete: read && rights.delete && reaches('all'),
    transfer: edit && reaches('all') && schema.field(object, 'OwnerId') !== undefined,
    all: read && reaches('all'),
  };
}

function maxLevel(rights: RecordRights): string {
  if (rights.all) return 'All';
  if (rights.transfer) return 'Transfer';
  if (rights.delete) return 'Delete';
  if (rights.edit) return 'Edit';
  return rights.read ? 'Read' : 'None';
}

/** One row for every record asked, all false where there is no access; others' records that one cannot see oneself are left out (facts 3.3). */
export const userRecordAccess: RowMaker = (question) => {
  const { org, access, equals } = question;
  const [userId] = askedUsers(question);
  if (userId === undefined || !mayAskAbout(question, userId)) return [];
  const of = org.accessOf(userId);
  const isOther = userId !== access.userId;
  return [...new Set((equals.get('RecordId') ?? []).map((id) => fullId(id) ?? id))]
    .filter((recordId) => !isOther || rightsOn(org, access, recordId).read)
    .map((recordId): StoredRow => {
      const rights = rightsOn(org, of, recordId);
      return {
        Id: recordId,
        UserId: userId,
        RecordId: recordId,
        HasReadAccess: flag(rights.read),
        HasEditAccess: flag(rights.edit),
        HasDeleteAccess: flag(rights.delete),
        HasTransferAccess: flag(rights.transfer),
        HasAllAccess: flag(rights.all),
        MaxAccessLevel: maxLevel(rights),
      };
    });
};
