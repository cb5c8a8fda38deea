import { DatabaseSync } from 'node:sqlite';

/**
 * What jobs were given and what they leave: texts of any size, written and read in pieces. They lie in a database without
 * a name: SQLite keeps it in a temporary file that is gone when the process ends, however it ends.
 */
export interface Spool {
  /** A new empty file. */
  create(): number;
  /** @param rows how many rows of a table the piece holds, for `fromRow` */
  append(file: number, piece: string | Uint8Array, rows?: number): void;
  /** The pieces in order, from a byte on. */
  read(file: number, fromByte?: number): Iterable<Buffer>;
  /** The pieces in order from the one that holds a row on, with the number of its first row. */
  fromRow(file: number, row: number): Iterable<{ readonly firstRow: number; readonly text: string }>;
  rows(file: number): number;
  remove(file: number): void;
}

const TABLES = `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
  CREATE TABLE piece (file INTEGER, no INTEGER, first_byte INTEGER, first_row INTEGER, bytes BLOB);
  CREATE UNIQUE INDEX piece_no ON piece (file, no)`;

interface Length {
  pieces: number;
  bytes: number;
  rows: number;
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly first_byte: number;
  readonly first_row: number;
}

export function openSpool(): Spool {
  const database = new DatabaseSync('');
  database.exec(TABLES);
  const insert = database.prepare('INSERT INTO piece VALUES (?, ?, ?, ?, ?)');
  const select = database.prepare('SELECT bytes, first_byte, first_row FROM piece WHERE file = ? AND no = ?');
  const byByte = database.prepare('SELECT max(no) AS no FROM piece WHERE file = ? AND first_byte <= ?');
  const byRow = database.prepare('SELECT max(no) AS no FROM piece WHERE file = ? AND first_row <= ?');
  const remove = database.prepare('DELETE FROM piece WHERE file = ?');
  const lengths = new Map<number, Length>();
  let last = 0;
  const numberOf = (found: unknown): number => Number((found as { readonly no: number | null }).no ?? 0);
  // One piece a statement: a reader may stop, and others read and write meanwhile.
  function* pieces(file: number, from: number): Iterable<Piece> {
    for (let no = from; ; no++) {
      const piece = select.get(file, no) as Piece | undefined;
      if (!piece) return;
      yield piece;
    }
  }
  return {
    create: () => {
      last += 1;
      lengths.set(last, { pieces: 0, bytes: 0, rows: 0 });
      return last;
    },
    append: (file, piece, rows = 0) => {
      const length = lengths.get(file);
      // Removed while somebody was still writing it.
      if (!length) return;
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      insert.run(file, length.pieces, length.bytes, length.rows, bytes);
      length.pieces += 1;
      length.bytes += bytes.length;
      length.rows += rows;
    },
    *read(file, fromByte = 0) {
      const start = numberOf(byByte.get(file, fromByte));
      for (const { bytes, first_byte } of pieces(file, start)) {
        const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        if (first_byte + buffer.length > fromByte) yield buffer.subarray(Math.max(0, fromByte - first_byte));
      }
    },
    *fromRow(file, row) {
      for (const { bytes, first_row } of pieces(file, numberOf(byRow.get(file, row)))) {
        yield { firstRow: first_row, text: Buffer.from(bytes).toString('utf8') };
      }
    },
    rows: (file) => lengths.get(file)?.rows ?? 0,
    remove: (file) => {
      remove.run(file);
      lengths.delete(file);
    },
  };
}
