import { OrgError } from '../../org-error.ts';
import type { ObjectType } from '../../schema/object-type.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';

const KINDS: ReadonlySet<ObjectType['kind']> = new Set(['data', 'activity', 'setup']);

/**
 * How many records objects hold, whoever may see them, without those in the recycle bin. Salesforce keeps the numbers and
 * refreshes them now and then; here they are counted when asked. An object that is not there is ignored.
 *
 * Source: REST API Developer Guide, Record Count: for users with View Setup and Configuration. How it refuses others is a
 * best guess.
 */
export function recordCounts({ org, access, query }: SessionRequest): ApiAnswer {
  if (!['ViewSetup', 'CustomizeApplication', 'ModifyAllData'].some(access.has))
    throw new OrgError(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on object id');
  const asked = query.get('sObjects');
  const wanted = asked === null ? undefined : new Set(asked.split(',').map((name) => name.trim().toLowerCase()));
  const sObjects = org.schema
    .objects()
    .filter(({ kind, name, keyPrefix }) => {
      const isWanted = wanted?.has(name.toLowerCase()) ?? true;
      return isWanted && KINDS.has(kind) && keyPrefix !== '';
    })
    .map(({ name, fields }) => {
      const kept = fields.some((field) => field.name === 'IsDeleted') ? ' WHERE "IsDeleted" = 0' : '';
      const [row] = org.store.all(`SELECT count(*) AS records FROM "${name}"${kept}`);
      return { count: Number(row?.['records'] ?? 0), name };
    });
  return jsonAnswer({ sObjects });
}
