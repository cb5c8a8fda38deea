import type { EffectiveAccess } from '../access/effective-access.ts';
import type { ConnectedApp, ExternalClientApp } from '../model/app.ts';
import type { Container, PermissionSetGroup } from '../model/container.ts';
import type { Confidence, Evidence } from '../model/integration.ts';
import type { Origin } from '../model/origin.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { User } from '../model/user.ts';
import { SALESFORCE_API_INTEGRATION, userLicence } from '../platform/licences.ts';
import { signalInDescription, signalInName, type WordSignal, wordsOf } from './integration-words.ts';

/** One piece of evidence and how sure it makes us. */
export interface Signal {
  readonly evidence: Evidence;
  readonly confidence: Confidence;
}

/** Whether only programs log in with a licence: known ones, and those that say "integration" themselves. */
function isIntegrationLicence(licence: string): boolean {
  const { label, developerName } = SALESFORCE_API_INTEGRATION;
  if (licence === label || licence === developerName) return true;
  return userLicence(licence)?.apiOnly ?? wordsOf(licence).includes('integration');
}

/** What speaks for a profile or permission set being made for a program; empty when nothing does. */
export function containerSignals(snapshot: Snapshot, container: Container): readonly Signal[] {
  const origin = { path: container.files[0] ?? '', line: 0 };
  const what = container.kind === 'profile' ? 'profile' : 'permission set';
  const found: Signal[] = [];
  if (isIntegrationLicence(container.license)) {
    found.push(signal('licence', `${what} of the licence "${container.license}"`, origin, 'certain'));
  }
  const apiOnly = apiOnlyLine(snapshot, container);
  if (apiOnly !== undefined) {
    const place = { path: origin.path, line: apiOnly };
    found.push(signal('api-only', `${what} "${container.name}" grants API Only User`, place, 'certain'));
  }
  return [...found, ...textSignals(what, container, origin)];
}

/** Names of groups, and descriptions; what a group's members grant is theirs. */
export function groupSignals(group: PermissionSetGroup): readonly Signal[] {
  return textSignals('group', group, group.origin);
}

/** An app is an external application by what it is; a template is one that does not exist yet. */
export function appSignals(app: ConnectedApp | ExternalClientApp): readonly Signal[] {
  const what = app.kind === 'connected-app' ? 'connected app' : 'external client app';
  const text = `${what} "${app.label || app.name}"`;
  if (app.template) return [signal('app', `${text} is a template`, app.origin, 'possible')];
  // Canvas and SAML apps, and policies whose app is elsewhere: nothing here says that it gets a token for the API.
  const takesTokens = app.scopes.length > 0 || app.runAsUser !== undefined || app.adminApprovedOnly !== undefined;
  if (!takesTokens)
    return [signal('app', `${text}, its OAuth settings are not in this source`, app.origin, 'possible')];
  return [signal('app', text, app.origin, 'certain')];
}

/** What speaks for a user being a program's. `access` is its effective access. */
export function userSignals(user: User, profile: Container | undefined, access: EffectiveAccess): readonly Signal[] {
  const found: Signal[] = [];
  const licence = user.license ?? profile?.license ?? '';
  if (isIntegrationLicence(licence)) {
    found.push(signal('licence', `user ${user.username} has the licence "${licence}"`, user.origin, 'certain'));
  }
  if (access.hasSystem('ApiUserOnly')) {
    found.push(signal('api-only', `user ${user.username} is an API Only User`, user.origin, 'certain'));
  }
  const named = signalInName(user.username.split('@')[0] ?? '');
  if (named) found.push(wordEvidence('username', `username ${user.username}`, named, user.origin));
  const called = user.name === user.username ? undefined : signalInName(user.name);
  if (called) found.push(wordEvidence('name', `user's name "${user.name}"`, called, user.origin));
  return found;
}

function textSignals(
  what: string,
  { name, label, description }: Pick<Container, 'name' | 'label' | 'description'>,
  origin: Origin,
): readonly Signal[] {
  const inName = signalInName(name);
  if (inName) return [wordEvidence('name', `${what} name "${name}"`, inName, origin)];
  const inLabel = label === name ? undefined : signalInName(label);
  if (inLabel) return [wordEvidence('label', `label "${label}"`, inLabel, origin)];
  const inDescription = signalInDescription(description);
  if (!inDescription) return [];
  return [wordEvidence('description', `description of ${what} "${name}"`, inDescription, origin)];
}

function wordEvidence(kind: string, subject: string, { word, strength }: WordSignal, origin: Origin): Signal {
  return signal(kind, `${subject} says "${word}"`, origin, strength === 'strong' ? 'likely' : 'possible');
}

function signal(kind: string, text: string, origin: Origin, confidence: Confidence): Signal {
  return { evidence: { signal: kind, text, origin }, confidence };
}

/** The line of a granted `ApiUserOnly`; `undefined` when it is not listed, or listed as `false`. */
function apiOnlyLine({ names }: Snapshot, { grants }: Container): number | undefined {
  const { ids, bits, lines } = grants.system;
  const row = ids.findIndex((id, at) => names[id] === 'ApiUserOnly' && bits[at] !== 0);
  return row < 0 ? undefined : (lines[row] ?? 0);
}
