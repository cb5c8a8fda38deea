import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What is measured, each in a process of its own: `node bench/reading/contenders.ts <name> <folder>` does the work of one.
 * A further contender is a row in `CONTENDERS`: one of these, or any other Node program.
 */
export interface Contender {
  readonly name: string;
  readonly what: string;
  /** Arguments to `node`, given the folder and the repository. */
  command(folder: string, repository: string): readonly string[];
  /** The part of the permission files that it reads (every n-th file); its times, less Node's start, are scaled up by bytes, and marked. */
  readonly everyNth?: number;
}

/** The reader as it is shipped: types are stripped when the package is built, not when it runs. */
const BUILT = new URL('../../lib/connectors/sfdx/read.js', import.meta.url).href;
const SELF = join('bench', 'reading', 'contenders.ts');

export const CONTENDERS: readonly Contender[] = [
  {
    name: 'node',
    what: 'start Node and end: in every other row too',
    command: (_, repository) => [join(repository, SELF), 'node', '.'],
  },
  {
    name: 'bytes',
    what: 'read every file into memory with readFileSync, and no more',
    command: (folder, repository) => [join(repository, SELF), 'bytes', folder],
  },
  {
    name: 'bytes, one buffer',
    what: 'the same into one buffer that is used again',
    command: (folder, repository) => [join(repository, SELF), 'buffer', folder],
  },
  {
    name: 'fast-xml-parser',
    what: 'read and parse every file as the Salesforce CLI does, and no more (every 8th file, scaled by bytes)',
    command: (folder, repository) => [join(repository, SELF), 'fast-xml-parser', folder, '8'],
    everyNth: 8,
  },
  {
    name: 'readMetadata',
    what: 'the tree as a snapshot: every grant with its line, joined, checked, with coverage (needs a build)',
    command: (folder, repository) => [join(repository, SELF), 'readMetadata', folder],
  },
  {
    name: 'leastwise audit',
    what: 'the whole command: read, find the integrations, judge, report (needs a build)',
    command: (folder, repository) => [join(repository, 'bin', 'leastwise.js'), 'audit', folder],
  },
];

function filesOf(folder: string, everyNth = 1): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(profile|permissionset|object)$/.test(path))
    .sort()
    .filter((_, i) => i % everyNth === 0)
    .map((path) => join(folder, path));
}

const WORK: Readonly<Record<string, (folder: string, everyNth: number) => Promise<number> | number>> = {
  node: () => 0,
  bytes: (folder) => filesOf(folder).reduce((sum, path) => sum + readFileSync(path).length, 0),
  buffer: (folder) => {
    const buffer = Buffer.allocUnsafeSlow(16 * 1024 * 1024);
    return filesOf(folder).reduce((sum, path) => {
      const descriptor = openSync(path, 'r');
      const length = readSync(descriptor, buffer);
      closeSync(descriptor);
      return sum + length;
    }, 0);
  },
  'fast-xml-parser': async (folder, everyNth) => {
    const { XMLParser } = await import('fast-xml-parser');
    // The options of @salesforce/source-deploy-retrieve.
    const parser = new XMLParser({
      parseTagValue: false,
      parseAttributeValue: false,
      cdataPropName: '__cdata',
      ignoreDeclaration: true,
      numberParseOptions: { leadingZeros: false, hex: false },
    });
    return filesOf(folder, everyNth).reduce((sum, path) => {
      const bytes = readFileSync(path);
      parser.parse(bytes.toString('utf8'));
      return sum + bytes.length;
    }, 0);
  },
  readMetadata: async (folder) => {
    const { readMetadata } = (await import(BUILT)) as typeof import('../../src/connectors/sfdx/read.ts');
    return (await readMetadata({ path: folder })).source.bytesRead;
  },
};

if (import.meta.main) {
  const [name = '', folder = '', everyNth = '1'] = process.argv.slice(2);
  const work = WORK[name];
  if (work === undefined || folder === '') throw new Error('usage: contenders.ts <name> <folder> [every nth]');
  const bytes = await work(folder, Number(everyNth));
  console.log(JSON.stringify({ bytes }));
}
