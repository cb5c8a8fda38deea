import { hasObjectPermissions } from '../../platform/objects-without-permissions.ts';
import { OBJECT_VERB_NEEDS, USER_PERMISSION_NEEDS } from '../../platform/permission-dependencies.ts';
import type { ObjectType } from '../schema/object-type.ts';
import { recordId } from '../store/ids.ts';
import type { RowMaker } from './question.ts';

const USER = 'User Permission';
const OBJECT = 'Object Permission';

/** Verbs as `Account<read>` spells them (facts 1.6). View All Fields is left out: its spelling is not known. */
const VERBS = {
  read: 'read',
  create: 'create',
  edit: 'update',
  delete: 'delete',
  viewAll: 'viewAllRecords',
  modifyAll: 'modifyAllRecords',
} as const;

type Verb = keyof typeof VERBS;
type Edge = readonly [permission: string, type: string, required: string, requiredType: string];

function verbEdges({ name }: ObjectType): readonly Edge[] {
  return Object.keys(VERBS).flatMap((verb) =>
    OBJECT_VERB_NEEDS[verb as Verb].map(
      (needed): Edge => [`${name}<${VERBS[verb as Verb]}>`, OBJECT, `${name}<${VERBS[needed]}>`, OBJECT],
    ),
  );
}

/** Who reads a detail must read its master. */
function masterEdges({ name, fields }: ObjectType): readonly Edge[] {
  const masters = fields
    .filter(({ masterDetail }) => masterDetail)
    .flatMap(({ referenceTo }) => referenceTo.slice(0, 1));
  return masters.map((master): Edge => [`${name}<read>`, OBJECT, `${master}<read>`, OBJECT]);
}

const userEdges: readonly Edge[] = Object.entries(USER_PERMISSION_NEEDS).flatMap(([permission, needs]) =>
  needs.map((needed): Edge => [permission, USER, needed, USER]),
);

/**
 * Which permission needs which: what the local org itself enforces when permissions are written. An org of Salesforce has
 * about 9,300 such edges, of which most are nowhere published. The key prefix of their ids is not known.
 */
export const permissionDependencies: RowMaker = ({ org }) => {
  const objects = org.schema.objects().filter(({ kind, name }) => kind === 'data' && hasObjectPermissions(name));
  const edges = [...userEdges, ...objects.flatMap((object) => [...verbEdges(object), ...masterEdges(object)])];
  return edges.map(([permission, type, required, requiredType], at) => ({
    Id: recordId('0pd', at + 1),
    Permission: permission,
    PermissionType: type,
    RequiredPermission: required,
    RequiredPermissionType: requiredType,
  }));
};
