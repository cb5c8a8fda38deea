import type { Container, IpRange } from '../../model/container.ts';
import type { GrantColumn, Grants } from '../../model/grants.ts';
import { SETUP_ENTITY_TYPES, type SetupEntityType } from '../../model/permission.ts';
import type { PermissionFacts, ReaderResult, ReadFile } from './facts.ts';
import { FIELD_COLUMN, OBJECT_COLUMN, SETUP_COLUMN, SYSTEM_COLUMN } from './grant-elements.ts';
import { namespaceOf, SALESFORCE_NAMESPACES } from './namespace.ts';

interface ReadBy {
  readonly file: ReadFile;
  readonly result: ReaderResult;
}

interface FactsBy {
  readonly facts: PermissionFacts;
  readonly result: ReaderResult;
}

const NO_ROWS: GrantColumn = { ids: new Uint32Array(0), bits: new Uint8Array(0), lines: new Uint32Array(0) };
/** `fileOf` holds 16 bits; a row of a later file is shown in the container's own file. */
const MAX_FILE = 0xffff;

/**
 * Makes containers of permission files in path order, joins the files of decomposed sets, and numbers the names of all
 * readers anew, in the order in which rows show them.
 */
export function buildContainers(files: readonly ReadBy[]): {
  readonly containers: readonly Omit<Container, 'id'>[];
  readonly names: readonly string[];
} {
  const numbering = newNumbering(files);
  const groups = groupParts(files);
  for (const group of groups) for (const one of group) renumber(one, numbering);
  return { containers: groups.map(toContainer), names: numbering.names };
}

/** Whole files stand alone; part files join the file of their set, or each other when that file is missing. */
function groupParts(files: readonly ReadBy[]): FactsBy[][] {
  const groups: FactsBy[][] = [];
  const byFolder = new Map<string, FactsBy[]>();
  const all = files.flatMap(({ file, result }) =>
    file.facts.filter((fact) => fact.kind === 'permissions').map((facts): FactsBy => ({ facts, result })),
  );
  for (const one of all.filter(({ facts }) => facts.partOf === '')) {
    const group = [one];
    groups.push(group);
    const folder = one.facts.path.slice(0, Math.max(0, one.facts.path.lastIndexOf('/')));
    if (one.facts.container === 'permission-set' && folder.endsWith(`/${baseName(one)}`)) byFolder.set(folder, group);
  }
  for (const one of all.filter(({ facts }) => facts.partOf !== '')) {
    const group = byFolder.get(one.facts.partOf);
    if (group === undefined) {
      const opened = [one];
      groups.push(opened);
      byFolder.set(one.facts.partOf, opened);
    } else group.push(one);
  }
  return groups.sort((a, b) => ((a[0]?.facts.path ?? '') < (b[0]?.facts.path ?? '') ? -1 : 1));
}

/** The file name as the folder of a decomposed set repeats it: with its percent-escapes. */
function baseName({ facts }: FactsBy): string {
  const base = facts.path.slice(facts.path.lastIndexOf('/') + 1);
  return base.replace(/\.permissionset(-meta\.xml)?$/, '');
}

interface Numbering {
  readonly names: string[];
  readonly byName: Map<string, number>;
  /** Per reader: number in its own table → number in the snapshot + 1, 0 while it has none. */
  readonly known: Map<ReaderResult, Uint32Array>;
}

function newNumbering(files: readonly ReadBy[]): Numbering {
  const results = new Set(files.map(({ result }) => result));
  const known = new Map([...results].map((result) => [result, new Uint32Array(result.names.length)]));
  return { names: [], byName: new Map(), known };
}

function renumber({ facts, result }: FactsBy, numbering: Numbering): void {
  const known = numbering.known.get(result);
  if (known === undefined) return;
  const { ids } = result.rows;
  for (const { start, end } of facts.rows) {
    for (let row = start; row < end; row++) {
      const local = ids[row] as number;
      const number = known[local] as number;
      ids[row] = number > 0 ? number - 1 : numberOf(result.names[local] ?? '', local, known, numbering);
    }
  }
}

function numberOf(name: string, local: number, known: Uint32Array, { names, byName }: Numbering): number {
  let number = byName.get(name);
  if (number === undefined) {
    number = names.length;
    names.push(name);
    byName.set(name, number);
  }
  known[local] = number + 1;
  return number;
}

function toContainer(group: readonly FactsBy[]): Omit<Container, 'id'> {
  const own = group.find(({ facts }) => facts.partOf === '') ?? group[0];
  if (own === undefined) throw new Error('a container without a file');
  const { facts } = own;
  const namespace = namespaceOf(facts.name);
  return {
    kind: facts.container,
    name: facts.name,
    label: firstText(group, 'label') || facts.name,
    description: firstText(group, 'description'),
    license: firstText(group, 'license'),
    custom: facts.custom ?? (SALESFORCE_NAMESPACES.has(namespace) ? false : undefined),
    activationRequired: group.some((one) => one.facts.activationRequired),
    namespace,
    files: group.map((one) => one.facts.path),
    grants: toGrants(group),
    loginIpRanges: group.flatMap((one): readonly IpRange[] => one.facts.loginIpRanges),
    loginHours: facts.loginHours,
  };
}

function firstText(group: readonly FactsBy[], key: 'label' | 'description' | 'license'): string {
  return group.map(({ facts }) => facts[key]).find((text) => text !== '') ?? '';
}

function toGrants(group: readonly FactsBy[]): Grants {
  const setup: Partial<Record<SetupEntityType, GrantColumn>> = {};
  SETUP_ENTITY_TYPES.forEach((type, i) => {
    const column = toColumn(group, SETUP_COLUMN + i);
    if (column.ids.length > 0) setup[type] = column;
  });
  return {
    objects: toColumn(group, OBJECT_COLUMN),
    fields: toColumn(group, FIELD_COLUMN),
    system: toColumn(group, SYSTEM_COLUMN),
    setup,
  };
}

/** A view of the reader's rows for one file, without copying; one column of its own for a decomposed set. */
function toColumn(group: readonly FactsBy[], column: number): GrantColumn {
  const parts = group.flatMap(({ facts, result }, file) =>
    facts.rows
      .filter((range) => range.column === column)
      .map(({ start, end }) => ({ rows: result.rows, start, end, file })),
  );
  const [only] = parts;
  if (only === undefined) return NO_ROWS;
  if (group.length === 1) {
    const { rows, start, end } = only;
    return {
      ids: rows.ids.subarray(start, end),
      bits: rows.bits.subarray(start, end),
      lines: rows.lines.subarray(start, end),
    };
  }
  const length = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  const joined = {
    ids: new Uint32Array(length),
    bits: new Uint8Array(length),
    lines: new Uint32Array(length),
    fileOf: new Uint16Array(length),
  };
  let at = 0;
  for (const { rows, start, end, file } of parts) {
    joined.ids.set(rows.ids.subarray(start, end), at);
    joined.bits.set(rows.bits.subarray(start, end), at);
    joined.lines.set(rows.lines.subarray(start, end), at);
    joined.fileOf.fill(file > MAX_FILE ? 0 : file, at, at + end - start);
    at += end - start;
  }
  return joined;
}
