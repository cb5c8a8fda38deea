import type { PrincipleMark } from '../model/audit.ts';
import type { Container } from '../model/container.ts';
import type { Integration } from '../model/integration.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { SALESFORCE_INTEGRATION } from '../platform/licences.ts';
import { administration } from './design-profile.ts';
import { countGranted, grantedEntries } from './granted-entries.ts';
import { containersOf, ownIntegrations } from './integration-subject.ts';
import { isOnProfile, peopleIn, usersOf } from './profile-of.ts';
import type { RuleInput } from './rule-context.ts';
import { setupGrants } from './setup-grants.ts';
import { counted, listed } from './wording.ts';

type Mark = Omit<PrincipleMark, 'principle'>;

const kept = (reason: string): Mark => ({ state: 'kept', reason });
const broken = (reason: string): Mark => ({ state: 'broken', reason });
const unknown = (reason: string): Mark => ({ state: 'unknown', reason });

/** What the marks of one integration look at. */
interface Design {
  readonly input: RuleInput;
  readonly integration: Integration;
  readonly own: readonly Integration[];
  readonly profiles: readonly Container[];
}

/** How far an integration keeps to the integration-user design, D1 to D7. What the source does not say is `unknown`. */
export function designMarks(input: RuleInput, integration: Integration): readonly PrincipleMark[] {
  const profiles = containersOf(input.snapshot, integration.profiles);
  const design: Design = { input, integration, own: ownIntegrations(input.integrations), profiles };
  return [
    { principle: 'D1', ...sharedProfile(design) },
    { principle: 'D2', ...emptyProfile(design) },
    { principle: 'D3', ...oneUser(design) },
    { principle: 'D4', ...licence(design) },
    { principle: 'D5', ...oneSet(design) },
    { principle: 'D6', ...onlyBySets(design) },
    { principle: 'D7', ...assignedOnce(design) },
  ];
}

const NO_PROFILE = 'its profile is not in this source';

function sharedProfile({ input, own, profiles }: Design): Mark {
  const [profile, ...others] = profiles;
  if (!profile) return unknown(NO_PROFILE);
  if (others.length > 0) return broken(`its users are on ${profiles.length} profiles`);
  const admin = administration(input.snapshot, profile);
  if (admin !== undefined) return broken(`profile "${profile.name}" is ${admin}`);
  const people = peopleIn(input.snapshot, input.integrations).filter((user) => isOnProfile(user, profile));
  if (people.length > 0)
    return broken(`profile "${profile.name}" is also used by ${counted(people.length, 'person', 'people')}`);
  const used = Map.groupBy(
    own.flatMap((integration) => integration.profiles.map((id) => ({ id, name: integration.name }))),
    ({ id }) => id,
  );
  const size = (id: string) => used.get(id)?.length ?? 0;
  const larger = [...used.keys()].some((id) => id !== profile.id && size(id) > size(profile.id));
  if (larger) return broken(`profile "${profile.name}" is not the one that most integrations share`);
  return kept(`profile "${profile.name}", shared by ${counted(Math.max(1, size(profile.id)), 'integration')}`);
}

function emptyProfile({ input, profiles }: Design): Mark {
  if (profiles.length === 0) return unknown(NO_PROFILE);
  const opened = profiles.flatMap((profile) => openedBy(input.snapshot, profile));
  if (opened.length > 0) return broken(`the profile opens ${listed(opened, 4)}`);
  return kept('the profile opens no object, field, code or app');
}

function openedBy(snapshot: Snapshot, profile: Container): readonly string[] {
  const objects = countGranted(profile.grants.objects);
  const fields = countGranted(profile.grants.fields);
  const code = setupGrants(snapshot, profile, ['apexClass', 'apexPage', 'flow', 'app', 'customPermission']);
  return [
    ...(objects > 0 ? [counted(objects, 'object')] : []),
    ...(fields > 0 ? [counted(fields, 'field')] : []),
    ...code.map(({ text }) => text),
  ];
}

function oneUser({ integration, own }: Design): Mark {
  const [user, ...others] = integration.users;
  if (user === undefined) return unknown('no user of it is in this source');
  if (others.length > 0) return broken(`it uses ${integration.users.length} users`);
  const sharing = own.filter(({ name, users }) => name !== integration.name && users.includes(user));
  if (sharing.length > 0) return broken(`${user} is also used by ${listed(sharing.map(({ name }) => name))}`);
  return kept(user);
}

function licence({ profiles, input, integration }: Design): Mark {
  const users = usersOf(input.snapshot, integration);
  const licences = [
    ...new Set([...users.flatMap((user) => user.license ?? []), ...profiles.map((one) => one.license)]),
  ];
  const stated = licences.filter((name) => name !== '');
  if (stated.length === 0) return unknown('no licence is in this source');
  const unusual = stated.filter((name) => name !== 'Salesforce' && name !== SALESFORCE_INTEGRATION);
  if (unusual.length > 0) return broken(`licence ${listed(unusual)}`);
  return kept(`licence ${listed(stated)}`);
}

function setNames({ input, integration }: Design): readonly string[] {
  const sets = containersOf(input.snapshot, integration.permissionSets);
  const groups = input.snapshot.groups.filter(({ id }) => integration.groups.includes(id));
  return [...new Set([...sets, ...groups].map(({ name }) => name))];
}

function oneSet(design: Design): Mark {
  const { input, integration, own, profiles } = design;
  const names = setNames(design);
  const [name, ...others] = names;
  if (name === undefined) {
    const described = usersOf(input.snapshot, integration).length > 0 && profiles.length > 0;
    return described ? broken('it has no permission set') : unknown('its permission set is not in this source');
  }
  if (others.length > 0) return broken(`its access is spread over ${names.length} sets: ${listed(names)}`);
  const sharing = own.filter(
    (other) =>
      other.name !== integration.name &&
      (other.permissionSets.some((id) => integration.permissionSets.includes(id)) ||
        other.groups.some((id) => integration.groups.includes(id))),
  );
  if (sharing.length > 0) return broken(`"${name}" is shared with ${listed(sharing.map((other) => other.name))}`);
  return kept(`"${name}"`);
}

function onlyBySets({ input, profiles }: Design): Mark {
  if (profiles.length === 0) return unknown(NO_PROFILE);
  const { snapshot } = input;
  const opened = profiles.flatMap((profile) => openedBy(snapshot, profile));
  const system = profiles
    .flatMap((profile) => grantedEntries(snapshot, profile, profile.grants.system))
    .filter(({ name }) => !['ApiEnabled', 'ApiUserOnly', 'ChatterInternalUser', 'ViewHelpLink'].includes(name));
  const all = [...opened, ...(system.length > 0 ? [counted(system.length, 'system permission')] : [])];
  if (all.length > 0) return broken(`the profile gives ${listed(all, 4)}`);
  return kept('nothing comes from the profile but access to the API');
}

function assignedOnce(design: Design): Mark {
  const { input, integration } = design;
  const { assignments } = input.snapshot;
  const names = setNames(design);
  const users = usersOf(input.snapshot, integration);
  if (names.length === 0 || users.length === 0) return unknown('who is assigned is not in this source');
  const given = assignments.filter(({ target }) => names.includes(target.name));
  const strangers = given.filter(({ username }) => !integration.users.includes(username));
  if (strangers.length > 0) return broken(`also assigned to ${listed(strangers.map(({ username }) => username))}`);
  const missing = names.filter((name) => !given.some(({ target }) => target.name === name));
  if (missing.length > 0) return broken(`"${missing.join('", "')}" is not assigned to its user`);
  return kept(`assigned to ${listed(users.map(({ username }) => username))} alone`);
}
