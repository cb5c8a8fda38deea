import type { RefreshTokenPolicy } from './app.ts';
import type { CertificateMark } from './certificate-mark.ts';
import type { FieldVerb, ObjectVerb, SetupEntityType } from './permission.ts';

/**
 * One step of a plan: what stands there before and after. Without `before` it creates, without `after` it takes away, with
 * both it updates. The reverse of a step is the same step with the two exchanged (see `plan/reverse.ts`), so undoing needs
 * no second description. Users are never deleted, Salesforce cannot: their last state is inactive.
 */
export type Change =
  | ProfileChange
  | PermissionSetChange
  | UserChange
  | LicenceChange
  | AssignmentChange
  | AppChange
  | TokenChange
  | SessionChange;

interface ChangeOf<Subject extends string, State> {
  readonly subject: Subject;
  /** Stable within a plan: `permission-set:Int_Erp_Orders`, `assignment:Int_Erp_Orders→erp@…`. */
  readonly id: string;
  /** Name of the integration it serves; empty for what all share. */
  readonly integration: string;
  readonly before: State | undefined;
  readonly after: State | undefined;
  /** Why, in one sentence. */
  readonly reason: string;
  /** What must be true right before it runs, in words; the writer checks it again: `nobody else holds it`. */
  readonly preconditions: readonly Precondition[];
}

export interface Precondition {
  readonly code: 'absent' | 'unchanged' | 'exists' | 'seat-free' | 'licence-held' | 'not-assigned' | 'silent';
  readonly text: string;
}

export interface ProfileChange extends ChangeOf<'profile', ProfileState> {}
export interface PermissionSetChange extends ChangeOf<'permission-set', PermissionSetState> {}
export interface UserChange extends ChangeOf<'user', UserState> {}
export interface LicenceChange extends ChangeOf<'licence', LicenceState> {}
export interface AssignmentChange extends ChangeOf<'assignment', AssignmentState> {}
export interface AppChange extends ChangeOf<'app', AppState> {}
/** Only ever takes away: a token cannot be given back. */
export interface TokenChange extends ChangeOf<'tokens', TokenState> {}
/** Only ever takes away: who was logged in logs in again, or cannot. */
export interface SessionChange extends ChangeOf<'sessions', SessionState> {}

/** Grants in full, sorted by name; verbs in the order of Setup. What is not listed is not granted. */
export interface GrantList {
  readonly objects: Readonly<Record<string, readonly ObjectVerb[]>>;
  readonly fields: Readonly<Record<string, readonly FieldVerb[]>>;
  readonly system: readonly string[];
  readonly setup: Readonly<Partial<Record<SetupEntityType, readonly string[]>>>;
}

export interface ProfileState {
  readonly name: string;
  readonly description: string;
  readonly licence: string;
  readonly grants: GrantList;
}

export interface PermissionSetState {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Label of the licence it is bound to; empty for none. Cannot be changed once it exists. */
  readonly licence: string;
  readonly activationRequired: boolean;
  readonly grants: GrantList;
}

export interface UserState {
  readonly username: string;
  readonly lastName: string;
  readonly alias: string;
  readonly email: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly language: string;
  readonly encoding: string;
  readonly federationId: string | undefined;
  readonly profile: string;
  readonly active: boolean;
  readonly frozen: boolean;
}

export interface LicenceState {
  readonly username: string;
  /** Developer name of a permission set licence. */
  readonly licence: string;
}

export interface AssignmentState {
  readonly username: string;
  readonly target: { readonly kind: 'permission-set' | 'group'; readonly name: string };
  /** ISO instant; `undefined`: does not expire. */
  readonly expires: string | undefined;
}

/** An external client app with its settings and policies. Never a key, never a secret. */
export interface AppState {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly contactEmail: string;
  readonly scopes: readonly string[];
  readonly flow: 'client-credentials' | 'jwt-bearer';
  /** Username that client credentials run as. */
  readonly runAsUser: string | undefined;
  /** API names of the permission sets it is pre-authorised for. */
  readonly permissionSets: readonly string[];
  readonly ipRanges: readonly { readonly start: string; readonly end: string }[];
  readonly ipRelaxation: 'enforce' | 'bypass';
  readonly refreshToken: RefreshTokenPolicy;
  /** Minutes. */
  readonly sessionTimeout: number | undefined;
  /** What signs the assertions of the JWT bearer flow. */
  readonly certificate?: AppCertificate | undefined;
}

/** A certificate is public: its private key never comes near a plan. */
export interface AppCertificate extends CertificateMark {
  /** PEM; empty where only the mark of the app tells of it. */
  readonly pem: string;
}

export interface TokenState {
  readonly username: string;
  readonly application: string;
  readonly count: number;
}

export interface SessionState {
  readonly username: string;
  readonly count: number;
}
