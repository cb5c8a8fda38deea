/** What was tried in the name of an application, and what came of it. Tokens and secrets are not in it. */
export interface LoginTest {
  readonly integration: string;
  readonly app: string;
  readonly username: string;
  readonly flow: 'client-credentials' | 'jwt-bearer';
  /** Address that it logs in at. */
  readonly loginUrl: string;
  readonly apiVersion: string;
  readonly steps: readonly LoginStep[];
  /** Everything was as declared. */
  readonly ok: boolean;
  /** What its own requests can start from: an object and fields that it may read. */
  readonly sample: SampleQuery | undefined;
}

export interface LoginStep {
  readonly name: 'token' | 'userinfo' | 'limits' | 'allowed' | 'forbidden' | 'revoke';
  /** What was asked, without anything secret: `SELECT Id FROM Account LIMIT 1`. */
  readonly asked: string;
  /** What came back, in words. */
  readonly seen: string;
  readonly outcome: 'as-declared' | 'not-as-declared' | 'not-asked';
  /** What to do now, when it was not as declared. */
  readonly actions: readonly string[];
}

export interface SampleQuery {
  readonly object: string;
  readonly fields: readonly string[];
  readonly soql: string;
}

/** What code that logs in is made of: addresses and names. Secrets come from the environment of whoever runs it. */
export type SnippetSource = Pick<LoginTest, 'flow' | 'loginUrl' | 'apiVersion' | 'username' | 'sample'>;
