import { createInterface } from 'node:readline/promises';
import { Problem } from '../model/problem.ts';

/**
 * Asks for approval on a terminal: only `yes` is a yes.
 *
 * @param otherwise what to do where nobody can be asked
 * @throws Problem `needs-approval` without a terminal, `not-approved-here` when the answer is no
 */
export async function approve(question: string, otherwise: readonly string[]): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new Problem({
      kind: 'usage',
      code: 'needs-approval',
      message: 'Nobody can be asked here: there is no terminal.',
      actions: otherwise,
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`\n ${question}\n Only "yes" is accepted: `);
  terminal.close();
  if (answer.trim().toLowerCase() === 'yes') return;
  throw new Problem({ kind: 'usage', code: 'not-approved-here', message: 'Nothing was changed.', actions: [] });
}
