import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { Problem } from '../model/problem.ts';

interface FlagShape {
  readonly type: 'boolean' | 'option';
  readonly char?: string;
  readonly multiple?: boolean;
}

function valuesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * Flags kept as files: `--flags-dir ci-flags` with a file `fail-on` that holds `critical` is `--fail-on critical`; an empty
 * file is a flag without a value. What is typed wins. The Salesforce CLI does the same by itself, so this is for the
 * stand-alone command alone.
 *
 * @throws Problem `flags-dir-not-found`
 */
export async function withFlagsDir(
  argv: readonly string[],
  flags: Readonly<Record<string, FlagShape>>,
): Promise<readonly string[]> {
  const at = argv.indexOf('--flags-dir');
  const directory = at < 0 ? undefined : argv[at + 1];
  if (directory === undefined) return argv;
  let files: readonly string[];
  try {
    files = await readdir(directory);
  } catch (error) {
    throw new Problem({
      kind: 'usage',
      code: 'flags-dir-not-found',
      message: `There is no folder ${directory} to take flags from.`,
      actions: ['Name a folder whose files are called like flags: fail-on, preset.'],
      cause: error,
    });
  }
  const added: string[] = [];
  for (const file of [...files].sort()) {
    const { name } = parse(file);
    const shape = flags[name];
    const typed = argv.some(
      (word) =>
        word === `--${name}` ||
        word.startsWith(`--${name}=`) ||
        (shape?.char !== undefined && word === `-${shape.char}`),
    );
    if (shape === undefined || (typed && shape.multiple !== true)) continue;
    const values = valuesOf(await readFile(join(directory, file), 'utf8'));
    if (shape.type === 'boolean') added.push(...(values[0] === 'false' ? [] : [`--${name}`]));
    else added.push(...values.flatMap((value) => [`--${name}`, value]));
  }
  return [...argv, ...added];
}
