// Made by `npm run generate` from the files in src/rules/access: do not edit.
import { accessChangedLately } from './access/access-changed-lately.ts';
import { accessPolicyGrants } from './access/access-policy-grants.ts';
import { addressOfSeveralIntegrations } from './access/address-of-several-integrations.ts';
import { adminEquivalentProfile } from './access/admin-equivalent-profile.ts';
import { apiAccessControlOff } from './access/api-access-control-off.ts';
import { apiAllocation } from './access/api-allocation.ts';
import { apiOnlyInNameOnly } from './access/api-only-in-name-only.ts';
import { appApproval } from './access/app-approval.ts';
import { appIpRelaxed } from './access/app-ip-relaxed.ts';
import { appOpenToEveryone } from './access/app-open-to-everyone.ts';
import { appPreAuthorisedForNobody } from './access/app-pre-authorised-for-nobody.ts';
import { appPreAuthorisedWidely } from './access/app-pre-authorised-widely.ts';
import { appScopesTooBroad } from './access/app-scopes-too-broad.ts';
import { appWithoutSafeguards } from './access/app-without-safeguards.ts';
import { applicationWithoutPermissionSet } from './access/application-without-permission-set.ts';
import { assignmentEnds } from './access/assignment-ends.ts';
import { backupMayDelete } from './access/backup-may-delete.ts';
import { callFromUndeclaredAddress } from './access/call-from-undeclared-address.ts';
import { callsWithoutNames } from './access/calls-without-names.ts';
import { certificateExpires } from './access/certificate-expires.ts';
import { clientAppIncomplete } from './access/client-app-incomplete.ts';
import { codeAccess } from './access/code-access.ts';
import { configurationPermissions } from './access/configuration-permissions.ts';
import { credentialOfSeveralIntegrations } from './access/credential-of-several-integrations.ts';
import { deprecatedIntegrationProfile } from './access/deprecated-integration-profile.ts';
import { descriptionContradictsGrants } from './access/description-contradicts-grants.ts';
import { dormantIntegration } from './access/dormant-integration.ts';
import { duplicateName } from './access/duplicate-name.ts';
import { duplicateTokens } from './access/duplicate-tokens.ts';
import { escalationPath } from './access/escalation-path.ts';
import { eventLogsKeptBriefly } from './access/event-logs-kept-briefly.ts';
import { extractionPermissions } from './access/extraction-permissions.ts';
import { failedLogIns } from './access/failed-log-ins.ts';
import { fieldPermissionRefused } from './access/field-permission-refused.ts';
import { fieldsWithoutObject } from './access/fields-without-object.ts';
import { foreignOauthLink } from './access/foreign-oauth-link.ts';
import { fullLicenceNotNeeded } from './access/full-licence-not-needed.ts';
import { groupNotCurrent } from './access/group-not-current.ts';
import { headlessSessionLevel } from './access/headless-session-level.ts';
import { identityPermissions } from './access/identity-permissions.ts';
import { inactiveRunAsUser } from './access/inactive-run-as-user.ts';
import { integrationLicence } from './access/integration-licence.ts';
import { integrationSessionSettings } from './access/integration-session-settings.ts';
import { integrationWithoutOwner } from './access/integration-without-owner.ts';
import { ipCheckedAtLoginOnly } from './access/ip-checked-at-login-only.ts';
import { ipRangeTooBroad } from './access/ip-range-too-broad.ts';
import { latentFieldEdits } from './access/latent-field-edits.ts';
import { legacyConnectedApp } from './access/legacy-connected-app.ts';
import { licenceMismatch } from './access/licence-mismatch.ts';
import { licenceSeats } from './access/licence-seats.ts';
import { missingIntegrationLicence } from './access/missing-integration-licence.ts';
import { modifyAllData } from './access/modify-all-data.ts';
import { modifyAllRecords } from './access/modify-all-records.ts';
import { mutingCancelled } from './access/muting-cancelled.ts';
import { mutingWithoutEffect } from './access/muting-without-effect.ts';
import { noIpRestriction } from './access/no-ip-restriction.ts';
import { noLoginHours } from './access/no-login-hours.ts';
import { oldApiVersion } from './access/old-api-version.ts';
import { passwordFlowInUse } from './access/password-flow-in-use.ts';
import { passwordLogin } from './access/password-login.ts';
import { permissionDependencyGap } from './access/permission-dependency-gap.ts';
import { personalUser } from './access/personal-user.ts';
import { profileAlsoOfPeople } from './access/profile-also-of-people.ts';
import { profileGrantsFields } from './access/profile-grants-fields.ts';
import { profileGrantsObjects } from './access/profile-grants-objects.ts';
import { profileGrantsSetup } from './access/profile-grants-setup.ts';
import { profileGrantsSystemPermissions } from './access/profile-grants-system-permissions.ts';
import { profilePerApplication } from './access/profile-per-application.ts';
import { recordAccessByRole } from './access/record-access-by-role.ts';
import { refreshTokenNeverEnds } from './access/refresh-token-never-ends.ts';
import { refusedCalls } from './access/refused-calls.ts';
import { riskyLoginFlows } from './access/risky-login-flows.ts';
import { runAsUserNotApiOnly } from './access/run-as-user-not-api-only.ts';
import { screensInApiSet } from './access/screens-in-api-set.ts';
import { secretInSource } from './access/secret-in-source.ts';
import { securityBypass } from './access/security-bypass.ts';
import { selfAuthorisedToken } from './access/self-authorised-token.ts';
import { sensitiveFields } from './access/sensitive-fields.ts';
import { sessionActivatedSet } from './access/session-activated-set.ts';
import { setAlsoOfPeople } from './access/set-also-of-people.ts';
import { setOfSeveralApplications } from './access/set-of-several-applications.ts';
import { setWithoutDescription } from './access/set-without-description.ts';
import { severalPermissionSets } from './access/several-permission-sets.ts';
import { severalUsersPerApplication } from './access/several-users-per-application.ts';
import { shippedPermissionSet } from './access/shipped-permission-set.ts';
import { soapLoginInUse } from './access/soap-login-in-use.ts';
import { staleToken } from './access/stale-token.ts';
import { tokenOfInactiveUser } from './access/token-of-inactive-user.ts';
import { uiLoginOfApiUser } from './access/ui-login-of-api-user.ts';
import { uiLoginPossible } from './access/ui-login-possible.ts';
import { unassignedPermissionSet } from './access/unassigned-permission-set.ts';
import { undeclaredIntegration } from './access/undeclared-integration.ts';
import { uninstalledAppInUse } from './access/uninstalled-app-in-use.ts';
import { unknownPermission } from './access/unknown-permission.ts';
import { unneededLicences } from './access/unneeded-licences.ts';
import { unresolvedGroupMember } from './access/unresolved-group-member.ts';
import { unusedApp } from './access/unused-app.ts';
import { unusedObject } from './access/unused-object.ts';
import { unusedWrite } from './access/unused-write.ts';
import { userAdministration } from './access/user-administration.ts';
import { userOfSeveralApplications } from './access/user-of-several-applications.ts';
import { userOnSystemAdministrator } from './access/user-on-system-administrator.ts';
import { viewAllData } from './access/view-all-data.ts';
import { viewAllFields } from './access/view-all-fields.ts';
import { viewAllRecords } from './access/view-all-records.ts';
import type { Rule } from './rule.ts';

/** Every rule, by id. */
export const RULES: readonly Rule[] = [
  accessChangedLately,
  accessPolicyGrants,
  addressOfSeveralIntegrations,
  adminEquivalentProfile,
  apiAccessControlOff,
  apiAllocation,
  apiOnlyInNameOnly,
  appApproval,
  appIpRelaxed,
  appOpenToEveryone,
  appPreAuthorisedForNobody,
  appPreAuthorisedWidely,
  appScopesTooBroad,
  appWithoutSafeguards,
  applicationWithoutPermissionSet,
  assignmentEnds,
  backupMayDelete,
  callFromUndeclaredAddress,
  callsWithoutNames,
  certificateExpires,
  clientAppIncomplete,
  codeAccess,
  configurationPermissions,
  credentialOfSeveralIntegrations,
  deprecatedIntegrationProfile,
  descriptionContradictsGrants,
  dormantIntegration,
  duplicateName,
  duplicateTokens,
  escalationPath,
  eventLogsKeptBriefly,
  extractionPermissions,
  failedLogIns,
  fieldPermissionRefused,
  fieldsWithoutObject,
  foreignOauthLink,
  fullLicenceNotNeeded,
  groupNotCurrent,
  headlessSessionLevel,
  identityPermissions,
  inactiveRunAsUser,
  integrationLicence,
  integrationSessionSettings,
  integrationWithoutOwner,
  ipCheckedAtLoginOnly,
  ipRangeTooBroad,
  latentFieldEdits,
  legacyConnectedApp,
  licenceMismatch,
  licenceSeats,
  missingIntegrationLicence,
  modifyAllData,
  modifyAllRecords,
  mutingCancelled,
  mutingWithoutEffect,
  noIpRestriction,
  noLoginHours,
  oldApiVersion,
  passwordFlowInUse,
  passwordLogin,
  permissionDependencyGap,
  personalUser,
  profileAlsoOfPeople,
  profileGrantsFields,
  profileGrantsObjects,
  profileGrantsSetup,
  profileGrantsSystemPermissions,
  profilePerApplication,
  recordAccessByRole,
  refreshTokenNeverEnds,
  refusedCalls,
  riskyLoginFlows,
  runAsUserNotApiOnly,
  screensInApiSet,
  secretInSource,
  securityBypass,
  selfAuthorisedToken,
  sensitiveFields,
  sessionActivatedSet,
  setAlsoOfPeople,
  setOfSeveralApplications,
  setWithoutDescription,
  severalPermissionSets,
  severalUsersPerApplication,
  shippedPermissionSet,
  soapLoginInUse,
  staleToken,
  tokenOfInactiveUser,
  uiLoginOfApiUser,
  uiLoginPossible,
  unassignedPermissionSet,
  undeclaredIntegration,
  uninstalledAppInUse,
  unknownPermission,
  unneededLicences,
  unresolvedGroupMember,
  unusedApp,
  unusedObject,
  unusedWrite,
  userAdministration,
  userOfSeveralApplications,
  userOnSystemAdministrator,
  viewAllData,
  viewAllFields,
  viewAllRecords,
];
