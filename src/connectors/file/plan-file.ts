import { readFile } from 'node:fs/promises';
import { PRIVATE, writeWhole } from '../../files/write-whole.ts';
import type { Plan } from '../../model/plan.ts';
import { Problem } from '../../model/problem.ts';

const FORMAT = 'leastwise-plan';

/** Keeps a plan for a later apply, readable by its owner alone. */
export async function savePlan(path: string, plan: Plan): Promise<void> {
  await writeWhole(path, `${JSON.stringify({ format: FORMAT, plan }, null, 2)}\n`, PRIVATE);
}

/** @throws Problem `no-plan-file`, `not-a-plan` */
export async function loadPlan(path: string): Promise<Plan> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Problem({
      kind: 'usage',
      code: 'no-plan-file',
      message: `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
      actions: ['Write one: leastwise plan --out <file>'],
      cause: error,
    });
  });
  const content = parsed(text);
  if (content?.format === FORMAT && content.plan?.version === 1 && Array.isArray(content.plan.changes))
    return content.plan;
  const isNewer = content?.format === FORMAT && typeof content.plan?.version === 'number';
  throw new Problem({
    kind: 'input',
    code: 'not-a-plan',
    message: isNewer
      ? `${path} was written by a newer version of Leastwise.`
      : `${path} is not a plan that Leastwise wrote, or it was cut off.`,
    actions: ['Plan again: leastwise plan --out <file>'],
  });
}

function parsed(text: string): { readonly format?: unknown; readonly plan?: Plan } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
