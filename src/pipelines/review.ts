import { readFile } from 'node:fs/promises';
import { changeDeclaration } from '../desired/change-declaration.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { Deadline } from '../model/deadline.ts';
import { Problem } from '../model/problem.ts';
import { dayAfter, reviewsOf } from '../succession/deadlines.ts';
import type { Declared } from './load-declared.ts';

/** When somebody looks again at each integration, soonest first. */
export function reviews({ declarations, design }: Declared, today: string): readonly Deadline[] {
  return reviewsOf(declarations, today, design.lifeCycle);
}

/**
 * Stamps a file: it was reviewed today, by whom, and when it is next.
 *
 * @throws Problem `not-declared`
 */
export async function stampReview(
  { declarations, design }: Declared,
  name: string,
  { today, by, next }: { readonly today: string; readonly by: string; readonly next?: string | undefined },
): Promise<{ readonly file: string; readonly review: string }> {
  const found = declarations.find((one) => one.name === name);
  if (!found)
    throw new Problem({
      kind: 'usage',
      code: 'not-declared',
      message: `There is no declared integration ${name}.`,
      actions: ['See which there are: leastwise review'],
    });
  const review = next ?? dayAfter(today, design.lifeCycle.reviewDays);
  const text = changeDeclaration(await readFile(found.file, 'utf8'), found.file, [
    { kind: 'review', day: review },
    { kind: 'put', path: ['reviewed'], value: { on: today, by } },
  ]);
  await writeWhole(found.file, text);
  return { file: found.file, review };
}
