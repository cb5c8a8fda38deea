import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer | string;
  /** Stored as it is instead of deflated. */
  readonly stored?: boolean;
  /** What the directory claims, when it lies. */
  readonly claimedSize?: number;
  /** Unix mode, for links. */
  readonly mode?: number;
  /** General purpose bits beside "name is UTF-8": 1 for encrypted. */
  readonly flags?: number;
}

/** A zip as the tests need it: small, and dishonest where it is told to be. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = writeEntry(entry, offset);
    bodies.push(local);
    directory.push(central);
    offset += local.length;
  }
  const size = directory.reduce((sum, record) => sum + record.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

function writeEntry(entry: ZipEntry, offset: number): { local: Buffer; central: Buffer } {
  const name = Buffer.from(entry.name);
  const content = Buffer.from(entry.content);
  const data = entry.stored ? content : deflateRawSync(content);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(0x0800 | (entry.flags ?? 0), 2);
  shared.writeUInt16LE(entry.stored ? 0 : 8, 4);
  shared.writeUInt32LE(crc32(content), 10);
  shared.writeUInt32LE(data.length, 14);
  shared.writeUInt32LE(entry.claimedSize ?? content.length, 18);
  shared.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([signature(0x04034b50), shared, name, data]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  return {
    local,
    central: Buffer.concat([signature(0x02014b50), signature(0x031e).subarray(0, 2), shared, rest, name]),
  };
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
