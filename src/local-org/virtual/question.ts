import type { UserAccess } from '../enforce/user-access.ts';
import type { Org } from '../org.ts';
import type { ObjectType } from '../schema/object-type.ts';
import { fullId } from '../store/ids.ts';
import type { StoredRow } from '../store/store.ts';

/** Who asks for rows of an object without a table, and what the query says about them. */
export interface Question {
  readonly org: Org;
  /** Of the user who asks. */
  readonly access: UserAccess;
  /** What the query asks with `=` or `IN`, by path; nothing when the object is reached from another. */
  readonly equals: ReadonlyMap<string, readonly string[]>;
}

/** Makes the rows of one object. The query filters them again, so more than it asks for is no harm. */
export type RowMaker = (question: Question) => readonly StoredRow[];

/** Users that the query asks about: the one who asks, when it names none. */
export function askedUsers({ access, equals }: Question): readonly string[] {
  return (equals.get('UserId') ?? [access.userId]).map((id) => fullId(id) ?? id);
}

/** Who sees set-up sees all definitions; others see what they may read (best guess). */
export function seesAllDefinitions({ access }: Question): boolean {
  return access.has('ViewSetup') || access.has('CustomizeApplication');
}

/** What other users may do is told to who administers or audits them (best guess). */
export function mayAskAbout({ access }: Question, userId: string): boolean {
  return userId === access.userId || access.has('ViewSetup') || access.has('ManageUsers') || access.has('ViewAllUsers');
}

/** Access of a user through the API that serves the object. */
export function accessToObject({ org }: Question, userId: string, object: ObjectType): UserAccess {
  const data = org.accessOf(userId);
  return data.object(object).read ? data : org.accessOf(userId, undefined, 'tooling');
}
