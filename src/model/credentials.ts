/** What an application logs in with. The secret is absent where a private key takes its place. */
export interface ClientCredentials {
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** For the JWT bearer flow. */
  readonly username: string | undefined;
}

/** How credentials are written for whoever takes them: lines of an environment, or one JSON value. */
export const CREDENTIALS_FORMATS = ['env', 'json'] as const;
export type CredentialsFormat = (typeof CREDENTIALS_FORMATS)[number];

/** Where a secret goes. It is never printed, and kept nowhere else. */
export type Sink =
  | { readonly kind: 'file'; readonly path: string; readonly replace: boolean }
  /** A command of the user's, run by a shell: the secret comes on its standard input. */
  | { readonly kind: 'command'; readonly command: string };
