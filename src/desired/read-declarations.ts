import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Declaration } from '../model/declaration.ts';
import { byPlace, type Mistake } from '../model/mistake.ts';
import { Problem } from '../model/problem.ts';
import { checkTogether } from './check-together.ts';
import { parseDeclaration } from './parse-declaration.ts';

export interface ReadDeclarations {
  /** By name; those of files without mistakes. */
  readonly declarations: readonly Declaration[];
  readonly mistakes: readonly Mistake[];
  /** As shown to people, in the order of their names. */
  readonly files: readonly string[];
}

/**
 * Reads every `*.yml` of a folder of declarations; a folder that is not there holds none. Mistakes do not throw: who only
 * checks wants them all, and who acts must not act on half.
 *
 * @param environments names that `leastwise.yml` knows
 * @throws Problem `unreadable-declarations` when the folder or a file cannot be opened
 */
export async function readDeclarations(folder: string, environments: readonly string[]): Promise<ReadDeclarations> {
  const files = (await listFolder(folder)).map((name) => join(folder, name));
  const read = await Promise.all(files.map(async (file) => parseDeclaration(await readText(file), shown(file))));
  const declarations = read.flatMap(({ declaration }) => declaration ?? []);
  const mistakes = [...read.flatMap(({ mistakes }) => mistakes), ...checkTogether(declarations, environments)];
  return {
    declarations: declarations.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    mistakes: mistakes.toSorted(byPlace),
    files: files.map(shown),
  };
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.')).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unreadable(folder, error);
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(path: string, cause: unknown): Problem {
  return new Problem({
    kind: 'input',
    code: 'unreadable-declarations',
    message: `${shown(path)} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    actions: ['Let it be a readable file, or take it away.'],
    cause,
  });
}

/** As people see it from where they stand. */
function shown(path: string): string {
  const from = relative(process.cwd(), path);
  return (from.startsWith('..') ? path : from).replaceAll('\\', '/');
}
