import type { ConnectedApp, ExternalClientApp } from '../../model/app.ts';
import type { ContainerKind, IpRange, PermissionSetGroup } from '../../model/container.ts';
import type { FactFamily } from '../../model/coverage.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { CredentialPrincipal, CustomPermission, FieldDefinition, ObjectDefinition } from '../../model/schema.ts';
import type { OrgSetting, ProfileSessionSetting, UserAccessPolicy } from '../../model/setting.ts';
import type { SecretSighting } from '../../model/snapshot.ts';
import type { Assignment, User } from '../../model/user.ts';
import type { GrantRows } from './grant-rows.ts';
import type { XmlElement } from './parse-xml.ts';

/** Rows of one column of one file: `start` (inclusive) to `end` (exclusive) in the rows of the reader that read it. */
export interface RowRange {
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** What one profile, permission set, muting set, or one part file of a decomposed set says. */
export interface PermissionFacts {
  readonly kind: 'permissions';
  readonly path: string;
  readonly container: ContainerKind;
  readonly name: string;
  /** For a part file: the folder of the set it belongs to. Empty for a whole file. */
  readonly partOf: string;
  readonly label: string;
  readonly description: string;
  readonly license: string;
  readonly custom: boolean | undefined;
  readonly activationRequired: boolean;
  readonly loginIpRanges: readonly IpRange[];
  readonly loginHours: boolean | undefined;
  readonly rows: readonly RowRange[];
}

export type AppPart = ExternalClientApp['parts'][number];

/** One of the files that make an external client app, still as elements: they are joined when all are read. */
export interface AppPartFacts {
  readonly kind: 'app-part';
  readonly part: AppPart;
  readonly path: string;
  /** The app it says it belongs to, or its own name for the app itself. */
  readonly app: string;
  readonly root: XmlElement;
}

/** What files hold, before names, duplicates and joins are settled over all of them. Plain data: it crosses threads. */
export type Fact =
  | PermissionFacts
  | AppPartFacts
  | { readonly kind: 'group'; readonly value: Omit<PermissionSetGroup, 'id'> }
  | { readonly kind: 'connected-app'; readonly value: Omit<ConnectedApp, 'id'> }
  | { readonly kind: 'user'; readonly value: Omit<User, 'id'>; readonly assignments: readonly Assignment[] }
  | { readonly kind: 'object'; readonly value: ObjectDefinition }
  | { readonly kind: 'field'; readonly value: FieldDefinition }
  | { readonly kind: 'custom-permission'; readonly value: CustomPermission }
  | { readonly kind: 'credential'; readonly value: CredentialPrincipal }
  | { readonly kind: 'session-setting'; readonly value: ProfileSessionSetting }
  | { readonly kind: 'access-policy'; readonly value: UserAccessPolicy }
  | { readonly kind: 'setting'; readonly value: OrgSetting }
  | { readonly kind: 'secret'; readonly value: SecretSighting };

/** One file, read. */
export interface ReadFile {
  readonly path: string;
  readonly bytes: number;
  /** Families it belongs to. */
  readonly families: readonly FactFamily[];
  readonly facts: readonly Fact[];
  readonly diagnostics: readonly Diagnostic[];
  /** It should have held facts of its families, and they could not be read. */
  readonly failed: boolean;
}

/** What one reader brings home: its files, and the rows and names that their facts point into. */
export interface ReaderResult {
  readonly files: readonly ReadFile[];
  readonly rows: GrantRows;
  readonly names: readonly string[];
}
