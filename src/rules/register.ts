// Made by `npm run generate` from the files in src/rules/access: do not edit.
import { adminEquivalentProfile } from './access/admin-equivalent-profile.ts';
import { appApproval } from './access/app-approval.ts';
import { configurationPermissions } from './access/configuration-permissions.ts';
import { deprecatedIntegrationProfile } from './access/deprecated-integration-profile.ts';
import { escalationPath } from './access/escalation-path.ts';
import { extractionPermissions } from './access/extraction-permissions.ts';
import { identityPermissions } from './access/identity-permissions.ts';
import { modifyAllData } from './access/modify-all-data.ts';
import { modifyAllRecords } from './access/modify-all-records.ts';
import { passwordLogin } from './access/password-login.ts';
import { profileGrantsFields } from './access/profile-grants-fields.ts';
import { profileGrantsObjects } from './access/profile-grants-objects.ts';
import { profileGrantsSetup } from './access/profile-grants-setup.ts';
import { profileGrantsSystemPermissions } from './access/profile-grants-system-permissions.ts';
import { profilePerApplication } from './access/profile-per-application.ts';
import { profileSharedWithPeople } from './access/profile-shared-with-people.ts';
import { securityBypass } from './access/security-bypass.ts';
import { uiLoginPossible } from './access/ui-login-possible.ts';
import { userAdministration } from './access/user-administration.ts';
import { userOnSystemAdministrator } from './access/user-on-system-administrator.ts';
import { viewAllData } from './access/view-all-data.ts';
import { viewAllFields } from './access/view-all-fields.ts';
import { viewAllRecords } from './access/view-all-records.ts';
import type { Rule } from './rule.ts';

/** Every rule, by id. */
export const RULES: readonly Rule[] = [
  adminEquivalentProfile,
  appApproval,
  configurationPermissions,
  deprecatedIntegrationProfile,
  escalationPath,
  extractionPermissions,
  identityPermissions,
  modifyAllData,
  modifyAllRecords,
  passwordLogin,
  profileGrantsFields,
  profileGrantsObjects,
  profileGrantsSetup,
  profileGrantsSystemPermissions,
  profilePerApplication,
  profileSharedWithPeople,
  securityBypass,
  uiLoginPossible,
  userAdministration,
  userOnSystemAdministrator,
  viewAllData,
  viewAllFields,
  viewAllRecords,
];
