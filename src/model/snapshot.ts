import type { ConnectedApp, ExternalClientApp } from './app.ts';
import type { Container, PermissionSetGroup } from './container.ts';
import type { Coverage } from './coverage.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { OrgFacts } from './org-facts.ts';
import type { CredentialPrincipal, CustomPermission, FieldDefinition, ObjectDefinition } from './schema.ts';
import type { OrgSetting, ProfileSessionSetting, UserAccessPolicy } from './setting.ts';
import type { Assignment, User } from './user.ts';

/**
 * What an org or a tree of metadata holds. Plain data in a stable order (paths, then names), every fact with its
 * origin. The only thing rules, questions and plans ever look at.
 */
export interface Snapshot extends OrgFacts {
  readonly source: SnapshotSource;
  /** Every name that a grant column refers to, by index: `Account`, `Account.Phone`, `ModifyAllData`, `MyApexClass`. */
  readonly names: readonly string[];
  readonly containers: readonly Container[];
  readonly groups: readonly PermissionSetGroup[];
  readonly users: readonly User[];
  readonly assignments: readonly Assignment[];
  readonly connectedApps: readonly ConnectedApp[];
  readonly externalClientApps: readonly ExternalClientApp[];
  readonly objects: readonly ObjectDefinition[];
  readonly fields: readonly FieldDefinition[];
  readonly customPermissions: readonly CustomPermission[];
  readonly credentialPrincipals: readonly CredentialPrincipal[];
  readonly profileSessionSettings: readonly ProfileSessionSetting[];
  readonly userAccessPolicies: readonly UserAccessPolicy[];
  readonly settings: readonly OrgSetting[];
  /** Files that carry a secret in plain sight. Never the secret itself. */
  readonly secrets: readonly SecretSighting[];
  readonly coverage: Coverage;
  readonly diagnostics: readonly Diagnostic[];
}

export interface SnapshotSource {
  readonly kind: 'sfdx' | 'mdapi' | 'zip' | 'git' | 'org' | 'file';
  /** As the user named it: a path, an org alias, `HEAD~1:force-app`. */
  readonly label: string;
  readonly filesRead: number;
  readonly bytesRead: number;
  /** What it cost an org to be read: requests that count against its daily limit, and rows. */
  readonly apiCalls?: number;
  /** How many requests were expected once the large tables had been counted. */
  readonly expectedCalls?: number;
  readonly rowsRead?: number;
  /** The snapshot file that it was loaded from, when it was read some time before. */
  readonly savedIn?: string;
}

/** A consumer secret or private key found in a file. Only where, never what. */
export interface SecretSighting {
  readonly kind: 'consumer-key' | 'consumer-secret' | 'private-key';
  readonly holder: string;
  readonly path: string;
  readonly line: number;
}
