import { fileXml, manifestXml } from './metadata-xml.ts';

/** An application as an administrator makes it: an external client app that only holders of a permission set may use. */
export interface AppFiles {
  readonly consumerKey: string;
  readonly certificate: string;
  readonly consumerSecret?: string;
  readonly callbackUrl?: string;
  /** User of the client credentials flow. */
  readonly runAs?: string;
}

const CALLBACK = 'https://ci.example/callback';

/** Metadata API files of an app named `CI`, and of the permission set that opens it, by path. */
export function appFiles({ consumerKey, consumerSecret = '', certificate, callbackUrl = CALLBACK, runAs }: AppFiles) {
  const part = '<externalClientApplication>CI</externalClientApplication><label>CI</label>';
  const clientCredentials = runAs
    ? `<isClientCredentialsFlowEnabled>true</isClientCredentialsFlowEnabled><clientCredentialsFlowUser>${runAs}</clientCredentialsFlowUser>`
    : '';
  return {
    'package.xml': manifestXml(
      'PermissionSet',
      'ExternalClientApplication',
      'ExtlClntAppGlobalOauthSettings',
      'ExtlClntAppOauthSettings',
      'ExtlClntAppOauthConfigurablePolicies',
    ),
    'permissionsets/CI_Users.permissionset': fileXml('PermissionSet', '<label>CI users</label>'),
    'externalClientApps/CI.eca': fileXml(
      'ExternalClientApplication',
      '<label>CI</label><contactEmail>ci@local.example</contactEmail><distributionState>Local</distributionState>',
    ),
    'extlClntAppGlobalOauthSets/CI_Global.ecaGlblOauth': fileXml(
      'ExtlClntAppGlobalOauthSettings',
      `${part}<callbackUrl>${callbackUrl}</callbackUrl><certificate>${certificate}</certificate><consumerKey>${consumerKey}</consumerKey><consumerSecret>${consumerSecret}</consumerSecret>`,
    ),
    'extlClntAppOauthSettings/CI_Settings.ecaOauth': fileXml(
      'ExtlClntAppOauthSettings',
      `${part}<commaSeparatedOauthScopes>Api, RefreshToken, Web</commaSeparatedOauthScopes>`,
    ),
    'extlClntAppOauthPolicies/CI_Policies.ecaOauthPlcy': fileXml(
      'ExtlClntAppOauthConfigurablePolicies',
      `${part}<permittedUsersPolicyType>AdminApprovedPreAuthorized</permittedUsersPolicyType><commaSeparatedPermissionSet>CI_Users</commaSeparatedPermissionSet>${clientCredentials}`,
    ),
  };
}
