/** An open session with an org, as far as reading needs it. What opens it is never shown and never kept elsewhere. */
export interface OrgSession {
  readonly username: string;
  /** What the user called it: alias, username, or the username when it was the default. */
  readonly label: string;
  /** 18 characters. */
  readonly orgId: string;
  /** Without a slash at the end: `https://acme.my.salesforce.com`. */
  readonly url: string;
  /** `68.0`. */
  readonly apiVersion: string;
  /** The token of the moment: asked for at every request, because it may be renewed between two. */
  token(): string;
  /** Gets a new token. Rejects when only logging in again would help. */
  renew(): Promise<void>;
}

/** Messages of libraries may quote what they were given. */
export function withoutTokens(text: string): string {
  return text
    .replace(/00D\w{12,15}![\w.]*/g, '00D…')
    .replace(/\b(access_token|refresh_token|oauth_token)=[^&\s]+/gi, '$1=…');
}
