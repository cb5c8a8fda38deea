import type { ConnectedApp, ExternalClientApp } from '../../model/app.ts';
import type { Container } from '../../model/container.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { NO_ORG_FACTS } from '../../model/org-facts.ts';
import type { Snapshot, SnapshotSource } from '../../model/snapshot.ts';
import { buildContainers } from './build-containers.ts';
import { coverageOf } from './coverage-of.ts';
import type { Fact, ReaderResult, ReadFile } from './facts.ts';
import { joinClientApps } from './join-client-apps.ts';

/**
 * Settles what no single file can say: numbers of names, decomposed sets, files of one app, duplicate names, coverage.
 * The outcome depends on the files alone, not on how they were shared out among readers.
 */
export function buildSnapshot(
  results: readonly ReaderResult[],
  source: Pick<SnapshotSource, 'kind' | 'label'>,
  noticed: readonly Diagnostic[],
): Snapshot {
  const files = results
    .flatMap((result) => result.files.map((file) => ({ file, result })))
    .sort((a, b) => comparePaths(a.file.path, b.file.path));
  const built = buildContainers(files);
  const all = files.map(({ file }) => file);
  const duplicates: Diagnostic[] = [];
  const unique = <T extends Named>(prefix: string, items: readonly T[]) => withIds(prefix, items, duplicates);
  const users = valuesOf(all, 'user');
  const snapshot = {
    source: {
      ...source,
      filesRead: all.filter(({ families, failed }) => families.length > 0 && !failed).length,
      bytesRead: all.reduce((sum, { families, bytes }) => (families.length > 0 ? sum + bytes : sum), 0),
    },
    names: built.names,
    containers: numberContainers(built.containers, duplicates),
    groups: unique('group', valuesOf(all, 'group')),
    users: unique(
      'user',
      users.map((user) => ({ ...user, idName: user.username })),
    ),
    assignments: all.flatMap(({ facts }) => facts.flatMap((fact) => (fact.kind === 'user' ? fact.assignments : []))),
    connectedApps: unique('connected-app', valuesOf(all, 'connected-app')) satisfies ConnectedApp[],
    externalClientApps: unique('external-client-app', joinClientApps(partsOf(all))) satisfies ExternalClientApp[],
    objects: valuesOf(all, 'object'),
    fields: valuesOf(all, 'field'),
    customPermissions: valuesOf(all, 'custom-permission'),
    credentialPrincipals: valuesOf(all, 'credential'),
    profileSessionSettings: valuesOf(all, 'session-setting'),
    userAccessPolicies: valuesOf(all, 'access-policy'),
    settings: valuesOf(all, 'setting'),
    secrets: valuesOf(all, 'secret'),
    ...NO_ORG_FACTS,
  };
  const diagnostics = [...noticed, ...all.flatMap((file) => file.diagnostics), ...duplicates].sort(compareDiagnostics);
  return { ...snapshot, coverage: coverageOf(all, diagnostics), diagnostics };
}

type ValueFact = Exclude<Fact, { kind: 'permissions' | 'app-part' }>;
type ValueOf<K extends ValueFact['kind']> = Extract<ValueFact, { kind: K }>['value'];

function valuesOf<K extends ValueFact['kind']>(files: readonly ReadFile[], kind: K): ValueOf<K>[] {
  const found: ValueOf<K>[] = [];
  for (const { facts } of files) {
    for (const fact of facts)
      if (fact.kind === kind) found.push((fact as Extract<ValueFact, { kind: K }>).value as ValueOf<K>);
  }
  return found;
}

function partsOf(files: readonly ReadFile[]) {
  return files.flatMap(({ facts }) => facts.filter((fact) => fact.kind === 'app-part'));
}

interface Named {
  readonly name: string;
  readonly origin: { readonly path: string; readonly line: number };
  readonly idName?: string;
}

/** Gives ids; later ones of a name, by path, get `#2`, `#3` and a diagnostic. */
function withIds<T extends Named>(
  prefix: string,
  items: readonly T[],
  duplicates: Diagnostic[],
): (Omit<T, 'idName'> & { readonly id: string })[] {
  const seen = new Map<string, { count: number; path: string }>();
  return [...items]
    .sort((a, b) => comparePaths(a.origin.path, b.origin.path))
    .map(({ idName, ...item }) => {
      const id = numbered(`${prefix}:${idName ?? item.name}`, item.origin.path, seen, duplicates);
      return { ...item, id };
    });
}

function numberContainers(containers: readonly Omit<Container, 'id'>[], duplicates: Diagnostic[]): Container[] {
  const seen = new Map<string, { count: number; path: string }>();
  return containers.map((container) => ({
    id: numbered(`${container.kind}:${container.name}`, container.files[0] ?? '', seen, duplicates),
    ...container,
  }));
}

function numbered(
  id: string,
  path: string,
  seen: Map<string, { count: number; path: string }>,
  duplicates: Diagnostic[],
): string {
  const before = seen.get(id);
  if (before === undefined) {
    seen.set(id, { count: 1, path });
    return id;
  }
  before.count++;
  duplicates.push({
    code: 'duplicate-name',
    level: 'warning',
    message: `${id.replace(':', ' ')} stands in ${before.path} too: both are read, neither is merged into the other`,
    path,
    line: 1,
    column: 0,
  });
  return `${id}#${before.count}`;
}

/** By code unit, so that the order is the same everywhere. */
export function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return comparePaths(a.path, b.path) || a.line - b.line || comparePaths(a.code, b.code);
}
