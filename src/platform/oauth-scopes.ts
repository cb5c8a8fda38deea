/**
 * OAuth scopes by their name in connected-app metadata and in token requests.
 *
 * Source: Metadata API guide, ConnectedApp `scopes`; Help `remoteaccess_oauth_tokens_scopes`.
 */
export interface OauthScope {
  /** In `ConnectedApp.oauthConfig.scopes` and in `commaSeparatedOauthScopes`. */
  readonly metadata: string;
  /** In authorisation requests and tokens. */
  readonly token: string;
  /** Whether a server application that only calls the API has any use for it. */
  readonly breadth: 'narrow' | 'api' | 'broad';
}

export const OAUTH_SCOPES: readonly OauthScope[] = [
  { metadata: 'Api', token: 'api', breadth: 'api' },
  { metadata: 'Basic', token: 'id', breadth: 'narrow' },
  { metadata: 'Full', token: 'full', breadth: 'broad' },
  { metadata: 'Web', token: 'web', breadth: 'broad' },
  { metadata: 'RefreshToken', token: 'refresh_token', breadth: 'narrow' },
  { metadata: 'OfflineAccess', token: 'offline_access', breadth: 'narrow' },
  { metadata: 'OpenID', token: 'openid', breadth: 'narrow' },
  { metadata: 'Profile', token: 'profile', breadth: 'narrow' },
  { metadata: 'Email', token: 'email', breadth: 'narrow' },
  { metadata: 'Address', token: 'address', breadth: 'narrow' },
  { metadata: 'Phone', token: 'phone', breadth: 'narrow' },
  { metadata: 'Chatter', token: 'chatter_api', breadth: 'narrow' },
  { metadata: 'CustomPermissions', token: 'custom_permissions', breadth: 'narrow' },
  { metadata: 'CustomApplications', token: 'visualforce', breadth: 'broad' },
  { metadata: 'Wave', token: 'wave_api', breadth: 'narrow' },
  { metadata: 'Eclair', token: 'eclair_api', breadth: 'narrow' },
  { metadata: 'Pardot', token: 'pardot_api', breadth: 'narrow' },
  { metadata: 'Lightning', token: 'lightning', breadth: 'broad' },
  { metadata: 'Content', token: 'content', breadth: 'narrow' },
  { metadata: 'Chatbot', token: 'chatbot_api', breadth: 'narrow' },
  { metadata: 'ForgotPassword', token: 'forgot_password', breadth: 'narrow' },
  { metadata: 'UserRegistration', token: 'user_registration_api', breadth: 'narrow' },
  { metadata: 'PwdlessLogin', token: 'pwdless_login_api', breadth: 'narrow' },
  { metadata: 'SFAP', token: 'sfap_api', breadth: 'narrow' },
  { metadata: 'Interaction', token: 'interaction_api', breadth: 'narrow' },
  { metadata: 'EinsteinGPT', token: 'einstein_gpt_api', breadth: 'narrow' },
  { metadata: 'MCP', token: 'mcp_api', breadth: 'narrow' },
];

const BY_NAME: ReadonlyMap<string, OauthScope> = new Map(
  OAUTH_SCOPES.flatMap((scope) => [
    [scope.metadata.toLowerCase(), scope],
    [scope.token, scope],
  ]),
);

/** By either name, in any case. `undefined`: a scope we do not know, custom ones included. */
export function oauthScope(name: string): OauthScope | undefined {
  return BY_NAME.get(name.trim().toLowerCase());
}
