import type { Origin } from './origin.ts';
import type { FieldVerb, ObjectVerb, SetupEntityType } from './permission.ts';

/**
 * What one file under `integrations/` says about one application: who answers for it, what it may reach, how it logs in.
 * Defaults of `leastwise.yml` are not filled in here: a declaration holds what its owner wrote, with the places.
 */
export interface Declaration {
  /** Kebab-case, equals the file name: `erp-orders`. */
  readonly name: string;
  /** What people see; made from the name when absent. */
  readonly label: string | undefined;
  readonly purpose: string;
  readonly owner: string;
  /** ISO date of the next recertification. */
  readonly review: string | undefined;
  /** The last one. */
  readonly reviewed: DeclaredReview | undefined;
  readonly access: DeclaredAccess;
  readonly user: DeclaredUser;
  readonly login: DeclaredLogin | undefined;
  /** API name of its permission set; follows from the naming rules when absent. */
  readonly permissionSet: string | undefined;
  /** A permission set whose XML the team keeps itself, by path relative to the file: then `access` is empty. */
  readonly permissionSetFile: string | undefined;
  /** Permission set licences that its user holds beside what the design needs, by developer name. */
  readonly licences: readonly string[];
  /** ISO date after which the assignment grants nothing. */
  readonly expires: string | undefined;
  /** Parts of the design that it does not have yet. */
  readonly without: readonly DeclaredPart[];
  /** What its user holds beside its own set, until somebody takes the line out. */
  readonly keeps: DeclaredKept;
  /** Never changed nor destroyed by a plan, until this line is taken out. */
  readonly protect: boolean;
  /** Earlier name: what it made is renamed, not destroyed and created. */
  readonly moved: string | undefined;
  /** What it takes over from, and how far that is retired. */
  readonly replaces: DeclaredReplacement | undefined;
  /** How far it is retired itself. */
  readonly retire: DeclaredRetirement | undefined;
  /** ISO date since when it is locked out on purpose: no plan lets it in again. */
  readonly suspended: string | undefined;
  /** What differs in one environment of `leastwise.yml`, by its name. */
  readonly environments: Readonly<Record<string, DeclaredDifference>>;
  readonly file: string;
  /** Places by dotted path: `access.objects.Account.fields.edit[0]`. */
  readonly places: ReadonlyMap<string, Origin>;
}

/** Steps by which access is taken away; each holds those before it. */
export const RETIRE_STAGES = ['frozen', 'revoked', 'unassigned', 'deactivated', 'removed'] as const;
export type RetireStage = (typeof RETIRE_STAGES)[number];

/** `expand`: the new one works beside the old one, and nothing is taken away yet. */
export const REPLACE_STAGES = ['expand', ...RETIRE_STAGES] as const;
export type ReplaceStage = (typeof REPLACE_STAGES)[number];

export interface DeclaredReplacement {
  /** Username that is retired once the new one has taken over. */
  readonly user: string | undefined;
  /** Username of a person whose account the application used: only its tokens of that application go. */
  readonly person: string | undefined;
  /** Applications, as tokens name them. */
  readonly applications: readonly string[];
  /** Permission sets that go with it, once nobody else holds them. */
  readonly permissionSets: readonly string[];
  /** External client apps that go with it. */
  readonly apps: readonly string[];
  readonly stage: ReplaceStage;
  /** ISO date since when it stands there. */
  readonly since: string;
}

export interface DeclaredRetirement {
  readonly stage: RetireStage;
  /** ISO date. */
  readonly since: string;
}

export interface DeclaredReview {
  /** ISO date. */
  readonly on: string;
  readonly by: string;
}

export const DECLARED_PARTS = ['user', 'permissionSet'] as const;
export type DeclaredPart = (typeof DECLARED_PARTS)[number];

/** Debts against the design, in sight: what was there when an integration was imported and is still needed. */
export interface DeclaredKept {
  /** Profile of its own, instead of the shared one. */
  readonly profile: string | undefined;
  readonly permissionSets: readonly string[];
  readonly groups: readonly string[];
}

export interface DeclaredAccess {
  readonly objects: readonly DeclaredObject[];
  /** Metadata names: `ApiEnabled` need not be written. */
  readonly system: readonly string[];
  readonly setup: Readonly<Partial<Record<SetupEntityType, readonly string[]>>>;
}

export interface DeclaredObject {
  readonly object: string;
  readonly verbs: readonly ObjectVerb[];
  /** Names without their object. What is listed for editing need not be listed for reading. */
  readonly fields: Readonly<Record<FieldVerb, readonly string[]>>;
  /** Why View All, Modify All or View All Fields is needed: without it they are refused. */
  readonly reason: string | undefined;
}

/** Anything absent follows from the naming rules and defaults of `leastwise.yml`. */
export interface DeclaredUser {
  readonly username: string | undefined;
  readonly lastName: string | undefined;
  /** At most eight characters. */
  readonly alias: string | undefined;
  readonly email: string | undefined;
  readonly timeZone: string | undefined;
  readonly locale: string | undefined;
  readonly language: string | undefined;
  readonly federationId: string | undefined;
}

export interface DeclaredLogin {
  /** Name of its external client app; follows from the naming rules when absent. */
  readonly app: string | undefined;
  readonly flow: 'client-credentials' | 'jwt-bearer';
  /** Metadata names: `Api`, `RefreshToken`. */
  readonly scopes: readonly string[];
  readonly ipRanges: readonly string[];
  /** Minutes. */
  readonly sessionTimeout: number | undefined;
  /** Path of the certificate (PEM) that signs for it by JWT, relative to the file. */
  readonly certificate?: string | undefined;
}

export interface DeclaredDifference {
  readonly user: Partial<DeclaredUser>;
  readonly ipRanges: readonly string[] | undefined;
  readonly certificate?: string | undefined;
  /** `false`: the integration does not exist there. */
  readonly present: boolean;
}

/** What `leastwise.yml` says once for every integration: the design of this org. */
export interface OrgDesign {
  readonly profile: string;
  /** The licence that the profile belongs to. */
  readonly licence: 'Salesforce' | 'Salesforce Integration';
  readonly naming: Naming;
  readonly user: {
    readonly email: string | undefined;
    readonly timeZone: string;
    readonly locale: string;
    readonly language: string;
    readonly encoding: string;
  };
  readonly environments: Readonly<Record<string, Environment>>;
  /** A plan that changes more integrations than this is refused unless allowed by name. */
  readonly maxIntegrationsPerPlan: number;
  readonly lifeCycle: LifeCycle;
}

/** How long things take in this org. In days. */
export interface LifeCycle {
  /** Silence after which something counts as unused. */
  readonly silentDays: number;
  /** Between freezing and the next step: whoever still needs it calls by then. */
  readonly frozenDays: number;
  /** From one recertification to the next. */
  readonly reviewDays: number;
}

/**
 * Patterns: `{name}` is `erp-orders`, `{Name}` is `ERP_Orders` when the label says so, else `Erp_Orders`; `{domain}` is
 * that of the e-mail address of the design, or of the owner.
 */
export interface Naming {
  readonly permissionSet: string;
  readonly username: string;
  readonly app: string;
}

export interface Environment {
  /** Alias, username or id of the org it stands for. */
  readonly org: string | undefined;
  /** What is put behind usernames: `.uat`. */
  readonly usernameSuffix: string;
}
