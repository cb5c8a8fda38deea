import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from '../model/problem.ts';

/**
 * A secret must not come where the next `git add .` takes it along: inside a work tree only ignored files may hold one.
 *
 * @throws Problem `secret-in-source-control`
 */
export async function refuseSourceControl(path: string): Promise<void> {
  const full = resolve(path);
  const tree = await workTreeAbove(dirname(full));
  if (tree === undefined || (await isIgnored(tree, full))) return;
  throw new Problem({
    kind: 'usage',
    code: 'secret-in-source-control',
    message: `${path} is under source control in ${tree}: a secret written there would be committed sooner or later.`,
    actions: [
      `Choose a place outside, like ~/.config/${basename(path)}.`,
      `Or let git ignore it first: echo ${basename(path)} >> .gitignore`,
      'Or hand it to your vault: --sink-command <command>',
    ],
  });
}

async function workTreeAbove(folder: string): Promise<string | undefined> {
  const there = await stat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
  if (there) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : workTreeAbove(above);
}

/** Where git cannot be asked, nothing is taken for ignored. A file that is tracked is not, whatever the patterns say. */
function isIgnored(tree: string, path: string): Promise<boolean> {
  return new Promise((done) => {
    execFile('git', ['-C', tree, 'check-ignore', '--quiet', '--', path], { timeout: 10_000 }, (error) => done(!error));
  });
}
