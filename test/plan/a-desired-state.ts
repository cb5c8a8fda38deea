import type { GrantList } from '../../src/model/change.ts';
import type { FieldVerb, ObjectVerb } from '../../src/model/permission.ts';
import type { DesiredIntegration, DesiredState } from '../../src/plan/desired-state.ts';
import { marked, SHARED } from '../../src/plan/ownership-mark.ts';

/** `Account:read`, `Account.Phone:edit`, `ApiEnabled` as a list of grants. */
export function aGrantList(grants: readonly string[]): GrantList {
  const objects: Record<string, ObjectVerb[]> = {};
  const fields: Record<string, FieldVerb[]> = {};
  const system: string[] = [];
  for (const grant of [...grants].sort()) {
    const [target = '', verb] = grant.split(':');
    if (verb === undefined) system.push(target);
    else if (target.includes('.')) fields[target] = [...(fields[target] ?? []), verb as FieldVerb];
    else objects[target] = [...(objects[target] ?? []), verb as ObjectVerb];
  }
  return { objects, fields, system, setup: {} };
}

/** The integration `a` has the set `Int_A` and the user `a@x.example`. */
export function aDesiredIntegration(
  name: string,
  grants: readonly string[],
  more: Partial<DesiredIntegration> = {},
): DesiredIntegration {
  const set = `Int_${name.toUpperCase()}`;
  const username = `${name}@x.example`;
  const list = aGrantList(grants);
  return {
    name,
    permissionSet: {
      name: set,
      label: set,
      description: marked(`What ${name} needs`, name, list),
      licence: '',
      activationRequired: false,
      grants: list,
    },
    user: {
      username,
      lastName: name,
      alias: name,
      email: 'integrations@x.example',
      timeZone: 'GMT',
      locale: 'en_GB',
      language: 'en_US',
      encoding: 'UTF-8',
      federationId: undefined,
      profile: 'API Only',
      active: true,
      frozen: false,
    },
    licences: [],
    assignment: { username, target: { kind: 'permission-set', name: set }, expires: undefined },
    app: undefined,
    without: [],
    keeps: { profile: undefined, permissionSets: [], groups: [] },
    named: [],
    movedFrom: undefined,
    suspended: undefined,
    protect: false,
    adopt: true,
    notes: [],
    ...more,
  };
}

export function aDesiredState(integrations: readonly DesiredIntegration[]): DesiredState {
  return {
    profile: {
      name: 'API Only',
      description: marked('For all API users; gives access to nothing', SHARED),
      licence: 'Salesforce',
      grants: aGrantList(['ApiEnabled']),
    },
    integrations,
    absent: [],
    leaving: [],
  };
}
