/** What Salesforce answers when it gives no token, what that means, and what to do now. */
export interface OauthErrorMeaning {
  readonly error: string;
  /** Part of `error_description`, in lower case; empty for any. */
  readonly says: string;
  readonly meaning: string;
  readonly actions: readonly string[];
  /** `memory`: the literal is not confirmed. */
  readonly source: 'documented' | 'memory';
}

const row = (
  error: string,
  says: string,
  meaning: string,
  actions: readonly string[],
  source: OauthErrorMeaning['source'] = 'documented',
): OauthErrorMeaning => ({ error, says, meaning, actions, source });

const PLAN = 'See what differs from the declaration: leastwise plan --target-org <alias>.';
const REVOKED = 'Hand over the credentials that are in use now: leastwise login credentials <integration>.';

/**
 * In the order in which they are tried: the first that fits counts.
 *
 * Source: facts 6.2 (Help, OAuth 2.0 client credentials and JWT bearer flows; error texts as seen).
 */
export const OAUTH_ERRORS: readonly OauthErrorMeaning[] = [
  row(
    'invalid_grant',
    "user hasn't approved this consumer",
    'the user is not pre-authorised for this app, or there is no such user',
    ['The app must be pre-authorised for the permission set, and the set assigned to the user.', PLAN],
  ),
  row('invalid_grant', 'ip restricted', 'this address is outside the ranges of the app or of the profile', [
    'Run it from where the application runs, or add the address to login.ipRanges, then apply.',
  ]),
  row('invalid_grant', 'inactive user', 'the user is deactivated or frozen', [
    'Somebody ended or froze it, perhaps on purpose: ask first, then see leastwise plan.',
  ]),
  row('invalid_grant', 'audience validation failed', 'the aud of the assertion is no log-in address of this org', [
    'Use the My Domain address, https://login.salesforce.com, or https://test.salesforce.com for a sandbox.',
  ]),
  row('invalid_grant', 'expired access/refresh token', 'the token was revoked or has ended', [
    'Headless flows need no refresh token: ask for a new access token instead.',
  ]),
  row(
    'invalid_grant',
    'expired authorization code',
    'the assertion is too old, or the clock of this machine is wrong',
    ['Set the clock, and let exp be a few minutes ahead.'],
    'memory',
  ),
  row(
    'invalid_grant',
    'assertion',
    'the assertion was not signed with the key whose certificate the app holds',
    [
      'Compare the fingerprints: leastwise login test prints that of the key, the description of the app that of the certificate.',
      'Deploy the certificate that is declared: leastwise apply --target-org <alias>.',
    ],
    'memory',
  ),
  row('invalid_grant', 'no client credentials user', 'the app has no user to run as', [PLAN], 'memory'),
  row('invalid_grant', 'api only', 'the run-as user lacks API Only User', [PLAN], 'memory'),
  row(
    'invalid_grant',
    'login hours',
    'the log-in hours of the profile do not allow it now',
    ['Wait, or change the log-in hours of the shared profile.'],
    'memory',
  ),
  row('invalid_grant', 'authentication failure', 'user, password or flow is refused; Salesforce does not say which', [
    'LoginHistory of the user names the reason: leastwise logs <integration> --target-org <alias>.',
  ]),
  row('invalid_grant', '', 'the grant was refused', [
    'LoginHistory of the user may name the reason: leastwise logs <integration>.',
  ]),
  row('invalid_client_id', '', 'no app has this consumer key: another org, or credentials that were rotated away', [
    'Is it the right org? A sandbox that was refreshed has new keys.',
    REVOKED,
  ]),
  row('invalid_client', 'installed', 'the org only lets apps in that are installed or approved there', [
    'An app that is made in the org itself is let in: leastwise apply makes one.',
  ]),
  row('invalid_client', '', 'the consumer secret is wrong: rotated away, or from another app', [REVOKED]),
  row(
    'invalid_app_access',
    '',
    'the user is not admin approved to access this app',
    ['The permission set that the app is pre-authorised for must be assigned to its user.', PLAN],
    'memory',
  ),
  row('unauthorized_client', '', 'the app does not have this flow switched on', [PLAN], 'memory'),
  row('unsupported_grant_type', '', 'the org does not know this flow', [
    'Client credentials work at the My Domain address only, not at login.salesforce.com.',
  ]),
  row('invalid_scope', '', 'more scopes were asked for than the app has', [
    'Ask for none: the token then has those of the app.',
  ]),
];

export function oauthErrorMeaning(error: string, description: string): OauthErrorMeaning | undefined {
  const text = description.toLowerCase();
  return OAUTH_ERRORS.find((one) => one.error === error && text.includes(one.says));
}
