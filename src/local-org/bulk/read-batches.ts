import { type CsvError, parse } from 'csv-parse';
import type { OrgError } from '../org-error.ts';
import { invalidBatch, wrongLineEnding } from './bulk-error.ts';
import { type CsvFormat, DELIMITERS, LINE_ENDINGS } from './csv-format.ts';

/** Source: "Understanding Bulk API 2.0 Ingest": a batch for every 10,000 records. */
const BATCH_ROWS = 10_000;
/** Source: "Bulk API limits": characters in a record. */
const MAX_RECORD_CHARACTERS = 400_000;
const MAX_FIELDS = 5000;

/** Some rows of a file, and where they begin in it. */
export interface Batch {
  readonly rows: readonly (readonly string[])[];
  /** Byte of the first row. */
  readonly start: number;
  /** Byte behind the last row. */
  readonly end: number;
}

export interface BatchReader {
  /** `undefined` when the file is empty. */
  readonly header: readonly string[] | undefined;
  /** Byte behind the header. */
  readonly start: number;
  /**
   * @throws OrgError when a row cannot be read: its batch, and all after it, are not given
   */
  readonly batches: AsyncIterable<Batch>;
}

interface Row {
  readonly values: readonly string[];
  readonly end: number;
  readonly line: number;
}

/** Reads a CSV file batch by batch; no more than one batch is held. */
export async function readBatches(pieces: Iterable<Buffer>, format: CsvFormat): Promise<BatchReader> {
  const rows = rowsOf(pieces, format);
  const first = await rows.next();
  if (first.done === true) return { header: undefined, start: 0, batches: noBatches() };
  const header = first.value.values.map((name) => name.trim());
  if (header.length > MAX_FIELDS) throw invalidBatch(`A record has more than ${MAX_FIELDS} fields`);
  const start = first.value.end;
  return { header, start, batches: batchesOf(rows, header.length, start) };
}

async function* noBatches(): AsyncGenerator<Batch> {}

async function* batchesOf(rows: AsyncIterator<Row>, width: number, firstByte: number): AsyncGenerator<Batch> {
  let start = firstByte;
  let batch: (readonly string[])[] = [];
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
    const { values, end, line } = next.value;
    const isEmpty = values.length === 1 && values[0] === '';
    if (!isEmpty) {
      if (values.length !== width)
        throw invalidBatch(`Row at line ${line} has ${values.length} fields, the header has ${width}`);
      batch.push(values);
    }
    if (batch.length < BATCH_ROWS) continue;
    yield { rows: batch, start, end };
    start = end;
    batch = [];
  }
  if (batch.length > 0) yield { rows: batch, start, end: Number.POSITIVE_INFINITY };
}

/** The rows of a file as they are parsed, piece by piece. Rows before a mistake are given before it is thrown. */
async function* rowsOf(pieces: Iterable<Buffer>, format: CsvFormat): AsyncGenerator<Row, undefined> {
  const ready: Row[] = [];
  let failure: CsvError | undefined;
  const parser = parse({
    bom: true,
    delimiter: DELIMITERS[format.columnDelimiter],
    record_delimiter: LINE_ENDINGS[format.lineEnding],
    relax_column_count: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    on_record: (values: string[], { bytes, lines }) => {
      ready.push({ values, end: bytes, line: lines });
      return null;
    },
  });
  parser.on('error', (error: CsvError) => {
    failure = error;
  });
  parser.resume();
  let isHeader = true;
  const given = (): readonly Row[] =>
    ready.splice(0).map((row) => {
      const good = checked(row, isHeader, format);
      isHeader = false;
      return good;
    });
  for (const piece of pieces) {
    await new Promise<void>((resolve) => parser.write(piece, () => resolve()));
    yield* given();
    if (failure) throw malformed(failure, format);
  }
  await new Promise<void>((resolve) => {
    parser.once('end', resolve);
    parser.once('error', () => resolve());
    parser.end();
  });
  yield* given();
  if (failure) throw malformed(failure, format);
  return undefined;
}

/** The other line ending shows in the values: a carriage return at the end of a row, a line feed in the header. */
function checked(row: Row, isHeader: boolean, { lineEnding }: CsvFormat): Row {
  const isWrong =
    row.values.at(-1)?.endsWith('\r') === true || (isHeader && row.values.some((value) => value.includes('\n')));
  if (isWrong) throw wrongLineEnding(lineEnding);
  return row;
}

function malformed(error: CsvError, { lineEnding }: CsvFormat): OrgError {
  // A quoted value before the other line ending is a quote in the wrong place for the parser.
  const other = lineEnding === 'LF' ? 'got "\r"' : 'got "\n"';
  return error.message.includes(other)
    ? wrongLineEnding(lineEnding)
    : invalidBatch(`Failed to parse CSV: ${error.message}`);
}
