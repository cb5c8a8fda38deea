import type { AppCertificate, AppState, PermissionSetState, ProfileState, UserState } from '../model/change.ts';
import type { Declaration, DeclaredUser, OrgDesign } from '../model/declaration.ts';
import { parseIpSpan, sortSpans } from '../model/ip-span.ts';
import type { PlanNote } from '../model/plan.ts';
import { Problem } from '../model/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { SALESFORCE_API_INTEGRATION, SALESFORCE_INTEGRATION } from '../platform/licences.ts';
import { oauthScope } from '../platform/oauth-scopes.ts';
import { accountsThatLeave } from './accounts-that-leave.ts';
import { completeGrants } from './complete-grants.ts';
import type { DesiredIntegration, DesiredState } from './desired-state.ts';
import { namesOf, type OrgNames, shortAlias } from './naming.ts';
import { marked, SHARED } from './ownership-mark.ts';
import { type SchemaFacts, schemaFacts } from './schema-facts.ts';

export interface DesireOptions {
  readonly design: OrgDesign;
  /** One of the environments of the design; `undefined`: what holds without one. */
  readonly environment: string | undefined;
  /** What the org or tree holds, for objects and fields; without it nothing about them can be checked. */
  readonly snapshot: Snapshot | undefined;
  /** Permission sets that teams keep as files, by the name of their integration. */
  readonly keptSets: ReadonlyMap<string, PermissionSetState>;
  /** Certificates that declarations name, by integration and path as written: see `certificateKey`. */
  readonly certificates?: ReadonlyMap<string, AppCertificate> | undefined;
  /** Whether an integration may take over a set, user or app that we did not make. */
  readonly adopt: (name: string) => boolean;
}

/**
 * What declarations amount to in one org: naming rules applied, grants completed, licences added, differences of the
 * environment put in.
 *
 * @throws Problem `unknown-environment`, `no-username`, `no-email`, `bad-name`, `one-name-for-two`
 */
export function desiredState(declarations: readonly Declaration[], options: DesireOptions): DesiredState {
  const { design, environment } = options;
  if (environment !== undefined && design.environments[environment] === undefined)
    throw unknownEnvironment(environment, design);
  const isAbsent = ({ environments }: Declaration): boolean =>
    environment !== undefined && environments[environment]?.present === false;
  const facts = schemaFacts(options.snapshot);
  const integrations = declarations
    .filter((one) => !isAbsent(one))
    .map((one) => desiredIntegration(one, facts, options));
  refuseSharedNames(integrations);
  return {
    profile: sharedProfile(design),
    integrations,
    leaving: accountsThatLeave(declarations, integrations),
    absent: declarations.filter(isAbsent).map(({ name }) => name),
  };
}

function unknownEnvironment(name: string, { environments }: OrgDesign): Problem {
  const known = Object.keys(environments);
  return new Problem({
    kind: 'configuration',
    code: 'unknown-environment',
    message: `There is no environment "${name}" in leastwise.yml.`,
    actions: [known.length > 0 ? `Use one of ${known.join(', ')}.` : `Add it: environments: { ${name}: {} }`],
  });
}

/** The one profile of all API users: it lets a program log in, and opens nothing. */
function sharedProfile({ profile, licence }: OrgDesign): ProfileState {
  return {
    name: profile,
    description: marked('The one profile of all API users: opens nothing by itself.', SHARED),
    licence,
    grants: { objects: {}, fields: {}, system: ['ApiEnabled', 'ApiUserOnly'], setup: {} },
  };
}

function desiredIntegration(declaration: Declaration, facts: SchemaFacts, options: DesireOptions): DesiredIntegration {
  const { design, environment, keptSets, adopt } = options;
  const names = namesOf(declaration, design, environment);
  const completed = completeGrants(declaration, facts);
  const kept = keptSets.get(declaration.name);
  const permissionSet = kept ? keptSet(kept, declaration) : declaredSet(declaration, names, design, completed.grants);
  const user = desiredUser(declaration, names, design, environment);
  const app = desiredApp(declaration, names, permissionSet.name, user, options);
  const { username } = user;
  return {
    name: declaration.name,
    permissionSet,
    user,
    licences: neededLicences(declaration, design).map((licence) => ({ username, licence })),
    assignment: {
      username,
      target: { kind: 'permission-set', name: permissionSet.name },
      expires: declaration.expires === undefined ? undefined : `${declaration.expires}T23:59:59.000Z`,
    },
    app: app?.state,
    without: declaration.without,
    keeps: keptOf(declaration),
    named: namedParts(declaration),
    movedFrom: movedFrom(declaration, options),
    suspended: declaration.suspended,
    protect: declaration.protect,
    adopt: adopt(declaration.name),
    notes: [...(kept ? [] : completed.notes), ...(app?.notes ?? [])],
  };
}

/** Sets of its own user that are being replaced stay until the new one has proved itself. */
function keptOf({ keeps, replaces }: Declaration): DesiredIntegration['keeps'] {
  const isBeside = replaces?.stage === 'expand' && replaces.user === undefined && replaces.person === undefined;
  return isBeside ? { ...keeps, permissionSets: [...keeps.permissionSets, ...replaces.permissionSets] } : keeps;
}

function namedParts({ permissionSet, permissionSetFile, user, login }: Declaration): DesiredIntegration['named'] {
  return [
    ...(permissionSet === undefined && permissionSetFile === undefined ? [] : (['permissionSet'] as const)),
    ...(user.username === undefined ? [] : (['user'] as const)),
    ...(login?.app === undefined ? [] : (['app'] as const)),
  ];
}

function keptSet(kept: PermissionSetState, { name }: Declaration): PermissionSetState {
  return { ...kept, description: marked(kept.description, name, kept.grants) };
}

function declaredSet(
  { name, purpose, owner }: Declaration,
  { label, permissionSet }: OrgNames,
  { licence }: OrgDesign,
  grants: PermissionSetState['grants'],
): PermissionSetState {
  return {
    name: permissionSet,
    label,
    description: marked(`${sentence(purpose)} Owner: ${owner}`, name, grants),
    licence: licence === SALESFORCE_INTEGRATION ? SALESFORCE_API_INTEGRATION.label : '',
    activationRequired: false,
    grants,
  };
}

function sentence(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function neededLicences({ licences, keeps }: Declaration, { licence }: OrgDesign): readonly string[] {
  const usual =
    licence === SALESFORCE_INTEGRATION && keeps.profile === undefined ? [SALESFORCE_API_INTEGRATION.developerName] : [];
  return [...new Set([...usual, ...licences])];
}

function desiredUser(
  declaration: Declaration,
  { label, username }: OrgNames,
  design: OrgDesign,
  environment: string | undefined,
): UserState {
  const there: Partial<DeclaredUser> =
    environment === undefined ? {} : (declaration.environments[environment]?.user ?? {});
  const own = declaration.user;
  const { user: usual } = design;
  return {
    username,
    lastName: there.lastName ?? own.lastName ?? label,
    alias: there.alias ?? own.alias ?? shortAlias(declaration.name),
    email: there.email ?? own.email ?? emailOf(declaration, design),
    timeZone: there.timeZone ?? own.timeZone ?? usual.timeZone,
    locale: there.locale ?? own.locale ?? usual.locale,
    language: there.language ?? own.language ?? usual.language,
    encoding: usual.encoding,
    federationId: there.federationId ?? own.federationId,
    profile: declaration.keeps.profile ?? design.profile,
    active: true,
    frozen: false,
  };
}

const isAddress = (text: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text);

function emailOf({ name, owner, file, without }: Declaration, { user }: OrgDesign): string {
  const address = isAddress(owner) ? owner : user.email;
  if (address !== undefined || without.includes('user')) return address ?? '';
  throw new Problem({
    kind: 'configuration',
    code: 'no-email',
    message: `${file}: the user of ${name} needs an e-mail address, and its owner is none.`,
    actions: [
      'Let owner be an address, or write user: { email: … } into the file.',
      'Or write design: { user: { email: … } } in leastwise.yml, for all.',
    ],
  });
}

/** What a certificate is found by. */
export function certificateKey(integration: string, path: string | undefined): string {
  return `${integration} ${path ?? ''}`;
}

/** Minutes: short enough that a stolen token is soon stale, long enough that nobody logs in all the time. */
const SESSION_TIMEOUT = 60;

function desiredApp(
  declaration: Declaration,
  { app: name, label }: OrgNames,
  permissionSet: string,
  { username, email }: UserState,
  { design, environment, certificates }: DesireOptions,
): { readonly state: AppState; readonly notes: readonly PlanNote[] } | undefined {
  const { login } = declaration;
  if (login === undefined) return undefined;
  const difference = environment === undefined ? undefined : declaration.environments[environment];
  const { scopes, notes } = scopesOf(declaration);
  const certificate = certificates?.get(certificateKey(declaration.name, difference?.certificate ?? login.certificate));
  const state: AppState = {
    name,
    label,
    description: marked(sentence(declaration.purpose), declaration.name, undefined, certificate),
    contactEmail: design.user.email ?? email,
    scopes,
    flow: login.flow,
    runAsUser: login.flow === 'client-credentials' ? username : undefined,
    permissionSets: declaration.without.includes('permissionSet') ? [] : [permissionSet],
    ipRanges: sortSpans((difference?.ipRanges ?? login.ipRanges).flatMap((text) => parseIpSpan(text) ?? [])),
    ipRelaxation: 'enforce',
    refreshToken: { kind: 'zero', days: undefined },
    sessionTimeout: login.sessionTimeout ?? SESSION_TIMEOUT,
    ...(certificate && { certificate }),
  };
  return { state, notes };
}

function scopesOf({ name, login, places }: Declaration): {
  readonly scopes: readonly string[];
  readonly notes: readonly PlanNote[];
} {
  const notes: PlanNote[] = [];
  const note = (code: string, text: string, place: string): void =>
    void notes.push({ integration: name, code, text, origin: places.get(place) });
  const scopes = new Set<string>();
  const written = login?.scopes ?? [];
  for (const [index, text] of (written.length > 0 ? written : ['Api']).entries()) {
    const known = oauthScope(text);
    if (known === undefined)
      note('unknown-scope', `${text} is no OAuth scope that is known here`, `login.scopes[${index}]`);
    scopes.add(known?.metadata ?? text);
  }
  // A pre-authorised app must have it for the JWT bearer flow, though no refresh token is ever issued.
  if (login?.flow === 'jwt-bearer' && !scopes.has('RefreshToken')) {
    scopes.add('RefreshToken');
    note('added', 'the scope RefreshToken is added: the JWT bearer flow needs it', 'login.flow');
  }
  if (login?.flow === 'jwt-bearer' && login.certificate === undefined)
    note('no-certificate', `nobody can log in yet: make a key and a certificate with login keys ${name}`, 'login.flow');
  return { scopes: [...scopes].sort(), notes };
}

/** What it was called before: names that were written stay, those of the naming rules follow the earlier name. */
function movedFrom(declaration: Declaration, { design, environment }: DesireOptions): DesiredIntegration['movedFrom'] {
  if (declaration.moved === undefined) return undefined;
  const earlier = { ...declaration, name: declaration.moved, label: undefined };
  const { permissionSet, username, app } = namesOf(earlier, design, environment);
  return { name: declaration.moved, permissionSet, username, app };
}

/** One user, set or app for two applications is what the design forbids, whether written or made by the naming rules. */
function refuseSharedNames(integrations: readonly DesiredIntegration[]): void {
  const kinds: readonly (readonly [string, (one: DesiredIntegration) => string | undefined])[] = [
    ['permission set', ({ permissionSet }) => permissionSet.name],
    ['user', ({ user }) => user.username],
    ['external client app', ({ app }) => app?.name],
  ];
  for (const [kind, nameOf] of kinds) {
    const holders = Map.groupBy(integrations, (one) => nameOf(one)?.toLowerCase());
    for (const [name, held] of holders) {
      const [first, second] = held;
      if (name === undefined || first === undefined || second === undefined) continue;
      throw new Problem({
        kind: 'configuration',
        code: 'one-name-for-two',
        message: `${first.name} and ${second.name} would share the ${kind} ${nameOf(first)}.`,
        actions: ['Give one of them another label, or write its name into its file.'],
      });
    }
  }
}
