import * as v from 'valibot';
import { firstRow, typeOf } from '../metadata/records.ts';
import type { OrgSwitches } from '../org.ts';
import { generate } from './generate.ts';
import { createAssignments, createRoles, createUser, type Loading } from './people.ts';
import { createRecords } from './records.ts';
import { SEED_SCHEMA, type Seed } from './seed-schema.ts';

/** @throws Error that names the place in the file */
export function parseSeed(text: string, label: string): Seed {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${label}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return checkedSeed(json, label);
}

/** @throws Error that names the place in the seed */
export function checkedSeed(json: unknown, label: string): Seed {
  const result = v.safeParse(SEED_SCHEMA, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`${label}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}

/** What has to be there before a tree is loaded: the name of the org, switches, seats, roles. */
export function applyGround(loading: Loading, seed: Seed): void {
  const { org } = loading;
  const { organization, switches, seats, roles } = seed;
  const changes = {
    ...(organization?.name === undefined ? {} : { Name: organization.name }),
    ...(organization?.isSandbox === undefined ? {} : { IsSandbox: organization.isSandbox ? 1 : 0 }),
  };
  org.store.update(typeOf(org, 'Organization'), org.id, changes);
  const set = Object.entries(switches ?? {}).filter(([, value]) => value !== undefined);
  Object.assign(org.switches, Object.fromEntries(set) as Partial<OrgSwitches>);
  for (const [name, count] of Object.entries(seats ?? {})) setSeats(loading, name, count);
  createRoles(loading, roles ?? []);
}

/** People and records, after the tree. */
export function applyContent(loading: Loading, seed: Seed): void {
  if (seed.generate) generate(loading, seed.generate);
  for (const user of seed.users ?? []) createUser(loading, user);
  createAssignments(loading, seed.assignments ?? []);
  createRecords(loading, seed.records ?? []);
}

function setSeats({ org, told }: Loading, name: string, seats: number): void {
  const licence = firstRow(org, 'UserLicense', { Name: name });
  const row =
    licence ??
    firstRow(org, 'PermissionSetLicense', { DeveloperName: name }) ??
    firstRow(org, 'PermissionSetLicense', { MasterLabel: name });
  const object = licence ? 'UserLicense' : 'PermissionSetLicense';
  if (row) org.store.update(typeOf(org, object), String(row['Id']), { TotalLicenses: seats });
  else told.problem('Seats', `no License named ${name} found`);
}
