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

/**
 * Entries of one column with at least one of the bits of `mask`, in file order. Listed-but-false entries never show.
 *
 * @param isWanted asked with the name's id and all bits of the entry; large columns are thinned out here, before strings
 * and origins are made
 */
export function grantedEntries(
  snapshot: Snapshot,
  container: Container,
  column: GrantColumn | undefined,
  mask = 0xff,
  isWanted: (id: number, bits: number) => boolean = () => true,
): readonly GrantedEntry[] {
  if (!column) return [];
  const { ids, bits, lines, fileOf } = column;
  const found: GrantedEntry[] = [];
  for (let row = 0; row < ids.length; row++) {
    const granted = bits[row] ?? 0;
    const id = ids[row] ?? 0;
    if ((granted & mask) === 0 || !isWanted(id, granted)) continue;
    const path = container.files[fileOf?.[row] ?? 0] ?? '';
    found.push({
      name: snapshot.names[id] ?? '',
      bits: granted,
      origin: { path, line: lines[row] ?? 0 },
    });
  }
  return found;
}

/** How many entries of a column grant anything. */
export function countGranted({ bits }: GrantColumn): number {
  let count = 0;
  for (const granted of bits) if (granted !== 0) count += 1;
  return count;
}

/** A judgement of names, by id: made once for each name, however many of a million entries repeat it. */
export function byName<Judgement extends NonNullable<unknown> | null>(
  { names }: Snapshot,
  judge: (name: string) => Judgement,
): (id: number) => Judgement {
  const known: (Judgement | undefined)[] = [];
  return (id) => {
    const before = known[id];
    if (before !== undefined) return before;
    const judgement = judge(names[id] ?? '');
    known[id] = judgement;
    return judgement;
  };
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
