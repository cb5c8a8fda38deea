import type { ContainerKind, IpRange } from '../../model/container.ts';
import { ENABLED } from '../../model/permission.ts';
import type { PermissionFacts, RowRange } from './facts.ts';
import { decodeName, folderOf, nameOf, PART_SUFFIXES, suffixOf } from './file-kinds.ts';
import { COLUMN_COUNT, GRANT_ELEMENTS, type GrantElement, HIDDEN, PART_ROOTS } from './grant-elements.ts';
import { addRow, appendRows, type GrantRows, newGrantRows } from './grant-rows.ts';
import { internText, type NameTable } from './name-table.ts';
import { child, textOf, toFlag, type XmlElement } from './parse-xml.ts';

export const CONTAINER_ROOTS: Readonly<Record<string, ContainerKind>> = {
  Profile: 'profile',
  PermissionSet: 'permission-set',
  MutingPermissionSet: 'muting-permission-set',
};

/** A permission file while it is read: by the scanner or, entry by entry, through the XML parser. Kept and reused. */
export interface PermissionDraft {
  readonly columns: readonly GrantRows[];
  label: string;
  description: string;
  license: string;
  custom: boolean | undefined;
  activationRequired: boolean;
  loginHours: boolean | undefined;
  loginIpRanges: IpRange[];
}

export function newPermissionDraft(): PermissionDraft {
  const columns = Array.from({ length: COLUMN_COUNT }, () => newGrantRows());
  return {
    columns,
    label: '',
    description: '',
    license: '',
    custom: undefined,
    activationRequired: false,
    loginHours: undefined,
    loginIpRanges: [],
  };
}

export function clearDraft(draft: PermissionDraft): void {
  for (const rows of draft.columns) rows.length = 0;
  draft.label = '';
  draft.description = '';
  draft.license = '';
  draft.custom = undefined;
  draft.activationRequired = false;
  draft.loginHours = undefined;
  draft.loginIpRanges = [];
}

/** Second-level elements that say something of the container itself: `addScalar` knows them. */
export const CONTAINER_FACTS: ReadonlySet<string> = new Set([
  'label',
  'description',
  'license',
  'userLicense',
  'custom',
  'hasActivationRequired',
  'loginIpRanges',
  'loginHours',
]);

/** Takes in one second-level element of a permission file. */
export function addEntry(draft: PermissionDraft, names: NameTable, entry: XmlElement, path: string): void {
  const grant = Object.hasOwn(GRANT_ELEMENTS, entry.name) ? GRANT_ELEMENTS[entry.name] : undefined;
  if (grant !== undefined) addGrant(draft, names, entry, grant);
  else addScalar(draft, entry, path);
}

function addGrant(draft: PermissionDraft, names: NameTable, entry: XmlElement, grant: GrantElement): void {
  const named = child(entry, grant.named);
  const rows = draft.columns[grant.column];
  if (named === undefined || named.text === '' || rows === undefined) return;
  addRow(rows, internText(names, named.text), grantedBits(entry, grant), named.line);
}

function grantedBits(entry: XmlElement, grant: GrantElement): number {
  let bits = 0;
  for (const [flag, bit] of Object.entries(grant.flags)) if (toFlag(textOf(entry, flag)) === true) bits |= bit;
  if (grant.word !== undefined && !HIDDEN.has(textOf(entry, grant.word))) bits |= ENABLED;
  if (grant.anyFlag && entry.children.some(({ text }) => toFlag(text) === true)) bits |= ENABLED;
  return bits;
}

function addScalar(draft: PermissionDraft, entry: XmlElement, path: string): void {
  switch (entry.name) {
    case 'label':
      draft.label = entry.text;
      break;
    case 'description':
      draft.description = entry.text;
      break;
    case 'license':
    case 'userLicense':
      draft.license = entry.text;
      break;
    case 'custom':
      draft.custom = toFlag(entry.text);
      break;
    case 'hasActivationRequired':
      draft.activationRequired = toFlag(entry.text) === true;
      break;
    case 'loginIpRanges':
      draft.loginIpRanges.push(readIpRange(entry, path, 'startAddress', 'endAddress'));
      break;
    case 'loginHours':
      draft.loginHours = entry.children.length > 0;
      break;
  }
}

export function readIpRange(element: XmlElement, path: string, start: string, end: string): IpRange {
  return {
    start: textOf(element, start),
    end: textOf(element, end),
    description: textOf(element, 'description'),
    origin: { path, line: element.line },
  };
}

/** Turns a draft into facts; its rows go to the end of `rows`. */
export function finishPermissions(
  draft: PermissionDraft,
  root: string,
  path: string,
  rows: GrantRows,
): PermissionFacts {
  const ranges: RowRange[] = [];
  draft.columns.forEach((column, number) => {
    if (column.length === 0) return;
    const start = appendRows(rows, column);
    ranges.push({ column: number, start, end: start + column.length });
  });
  const partOf = partFolder(path, root);
  return {
    kind: 'permissions',
    path,
    container: CONTAINER_ROOTS[root] ?? 'permission-set',
    name: partOf === '' ? nameOf(path) : decodeName(partOf.slice(partOf.lastIndexOf('/') + 1)),
    partOf,
    label: draft.label,
    description: draft.description,
    license: draft.license,
    custom: draft.custom,
    activationRequired: draft.activationRequired,
    loginIpRanges: draft.loginIpRanges,
    loginHours: draft.loginHours,
    rows: ranges,
  };
}

/**
 * Folder of the decomposed set that a part file belongs to: `…/permissionsets/ERP` for
 * `ERP/fieldPermissions/A.B.fieldPermission-meta.xml`, `ERP/objectSettings/A.objectSettings-meta.xml` and
 * `ERP/ERP.userPermission-meta.xml`. Empty when the file is a whole set.
 */
function partFolder(path: string, root: string): string {
  const suffix = suffixOf(path);
  if (!PART_SUFFIXES.has(suffix) && !Object.hasOwn(PART_ROOTS, root)) return '';
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const inKindFolder = suffix === 'objectSettings' || folderOf(path) === PART_ROOTS[root];
  return inKindFolder ? folder.slice(0, Math.max(0, folder.lastIndexOf('/'))) : folder;
}
