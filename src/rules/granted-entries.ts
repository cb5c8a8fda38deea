import type { Container } from '../model/container.ts';
import type { GrantColumn } from '../model/grants.ts';
import type { Origin } from '../model/origin.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** One entry of a file that grants something. */
export interface GrantedEntry {
  /** `Account`, `Account.Phone`, `ModifyAllData`, `MyApexClass`. */
  readonly name: string;
  readonly bits: number;
  readonly origin: Origin;
}

/** Entries of one column with at least one of the bits of `mask`, in file order. Listed-but-false entries never show. */
export function grantedEntries(
  snapshot: Snapshot,
  container: Container,
  column: GrantColumn | undefined,
  mask = 0xff,
): readonly GrantedEntry[] {
  if (!column) return [];
  const { ids, bits, lines, fileOf } = column;
  const found: GrantedEntry[] = [];
  for (let row = 0; row < ids.length; row++) {
    const granted = (bits[row] ?? 0) & mask;
    if (granted === 0) continue;
    const path = container.files[fileOf?.[row] ?? 0] ?? '';
    found.push({
      name: snapshot.names[ids[row] ?? 0] ?? '',
      bits: bits[row] ?? 0,
      origin: { path, line: lines[row] ?? 0 },
    });
  }
  return found;
}

/** The file of a container as a whole. */
export function containerOrigin(container: Container): Origin {
  return { path: container.files[0] ?? '', line: 0 };
}

/** Whether a container grants a system permission. */
export function grantsSystem({ names }: Snapshot, { grants }: Container, permission: string): boolean {
  const { ids, bits } = grants.system;
  return ids.some((id, row) => bits[row] !== 0 && names[id] === permission);
}
