import type { Container } from '../../model/container.ts';
import type { GrantColumn, Grants } from '../../model/grants.ts';
import type { PackedColumn, PackedContainer } from './snapshot-shape.ts';

/** Columns as lists of numbers, which compress well and can be read by anybody; lines that say nothing are left out. */
export function packed(container: Container): PackedContainer {
  return { ...container, grants: mapColumns(container.grants, packedColumn) } as unknown as PackedContainer;
}

function packedColumn({ ids, bits, lines, fileOf }: GrantColumn): PackedColumn {
  return {
    ids: [...ids],
    bits: [...bits],
    ...(lines.some((line) => line !== 0) ? { lines: [...lines] } : {}),
    ...(fileOf ? { fileOf: [...fileOf] } : {}),
  };
}

/** @returns `undefined` when the columns do not fit together or name what is not there */
export function unpacked(container: PackedContainer, names: number): Container | undefined {
  let fits = container.files.length > 0;
  const { grants, ...rest } = container;
  const built = mapColumns(grants, (column): GrantColumn => {
    const { ids, bits, lines, fileOf } = column;
    const { length } = ids;
    const isWhole = bits.length === length && (lines?.length ?? length) === length;
    const hasFiles = fileOf === undefined || (fileOf.length === length && fileOf.every((at) => at < rest.files.length));
    if (!isWhole || !hasFiles || ids.some((id) => id >= names)) fits = false;
    return {
      ids: Uint32Array.from(ids),
      bits: Uint8Array.from(bits),
      lines: lines ? Uint32Array.from(lines) : new Uint32Array(length),
      ...(fileOf ? { fileOf: Uint16Array.from(fileOf) } : {}),
    };
  });
  return fits ? { ...rest, grants: built } : undefined;
}

interface Columns<Column> {
  readonly objects: Column;
  readonly fields: Column;
  readonly system: Column;
  readonly setup: Readonly<Partial<Record<keyof Grants['setup'], Column>>>;
}

function mapColumns<From, To>(grants: Columns<From>, map: (column: From) => To): Columns<To> {
  const setup = Object.entries(grants.setup).map(([type, column]) => [type, map(column)] as const);
  return {
    objects: map(grants.objects),
    fields: map(grants.fields),
    system: map(grants.system),
    setup: Object.fromEntries(setup),
  };
}
