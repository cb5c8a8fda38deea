import type { ObjectType } from '../schema/object-type.ts';
import { LICENCE_ASSIGNMENT_WRITES, PERMISSION_SET_ASSIGNMENT_WRITES } from './setup/assignment-writes.ts';
import {
  GROUP_COMPONENT_WRITES,
  PERMISSION_SET_GROUP_WRITES,
  PERMISSION_SET_WRITES,
} from './setup/container-writes.ts';
import { DEBUG_LEVEL_WRITES, TRACE_FLAG_WRITES } from './setup/debug-writes.ts';
import {
  FIELD_PERMISSIONS_WRITES,
  OBJECT_PERMISSIONS_WRITES,
  SETUP_ENTITY_ACCESS_WRITES,
} from './setup/grant-writes.ts';
import { PROFILE_RULES } from './setup/profile-writes.ts';
import { SESSION_ACTIVATION_WRITES, SESSION_WRITES, USER_LOGIN_WRITES, USER_WRITES } from './setup/user-writes.ts';
import type { RecordRules } from './setup/writes.ts';
import { SHARE_RULES } from './share-rules.ts';

const RULES: ReadonlyMap<string, RecordRules> = new Map(
  Object.entries({
    Profile: PROFILE_RULES,
    User: USER_WRITES,
    UserLogin: USER_LOGIN_WRITES,
    AuthSession: SESSION_WRITES,
    SessionPermSetActivation: SESSION_ACTIVATION_WRITES,
    PermissionSet: PERMISSION_SET_WRITES,
    PermissionSetGroup: PERMISSION_SET_GROUP_WRITES,
    PermissionSetGroupComponent: GROUP_COMPONENT_WRITES,
    PermissionSetAssignment: PERMISSION_SET_ASSIGNMENT_WRITES,
    PermissionSetLicenseAssign: LICENCE_ASSIGNMENT_WRITES,
    ObjectPermissions: OBJECT_PERMISSIONS_WRITES,
    FieldPermissions: FIELD_PERMISSIONS_WRITES,
    SetupEntityAccess: SETUP_ENTITY_ACCESS_WRITES,
    DebugLevel: DEBUG_LEVEL_WRITES,
    TraceFlag: TRACE_FLAG_WRITES,
  }),
);

/** What holds for the records of an object beside what holds for all. */
export function recordRules({ name, kind }: ObjectType): RecordRules | undefined {
  return kind === 'share' ? SHARE_RULES : RULES.get(name);
}
