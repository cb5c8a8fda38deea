/** What a user leaves behind when it goes: counted, never read. */
export interface OwnedThings {
  readonly username: string;
  /** Jobs that stop when their owner is deactivated. */
  readonly scheduledJobs: readonly { readonly name: string; readonly next: string | undefined }[];
  readonly runningJobs: number;
  /** Titles of dashboards that run as it: they break. */
  readonly dashboards: readonly string[];
  readonly reports: number;
  /** Records by object, largest first; they stay as they are. */
  readonly records: readonly { readonly object: string; readonly count: number }[];
  /** Apps that run as it. */
  readonly apps: readonly string[];
  /** Principals of external credentials that its sets open. */
  readonly credentialPrincipals: readonly string[];
  /** What could not be counted, in words. */
  readonly unknown: readonly string[];
}
