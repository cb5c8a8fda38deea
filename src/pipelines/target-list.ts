import { readFile } from 'node:fs/promises';
import { Problem } from '../model/problem.ts';

/**
 * The orgs that a file lists: one alias, username or snapshot file a line; `#` begins a remark.
 *
 * @throws Problem `no-target-list`, `empty-target-list`
 */
export async function readTargetList(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Problem({
      kind: 'usage',
      code: 'no-target-list',
      message: `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
      actions: ['Write one: an alias of the Salesforce CLI a line.'],
      cause: error,
    });
  });
  const targets = text
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
  if (targets.length > 0) return targets;
  throw new Problem({
    kind: 'usage',
    code: 'empty-target-list',
    message: `${path} lists no org.`,
    actions: ['Write an alias of the Salesforce CLI on each line.'],
  });
}
