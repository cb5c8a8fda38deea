import { readFile } from 'node:fs/promises';
import { adoptingEdits } from '../desired/adopt-changes.ts';
import { changeDeclaration } from '../desired/change-declaration.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { FactFamily } from '../model/coverage.ts';
import type { Adopted, DriftReport } from '../model/drift.ts';
import type { Plan } from '../model/plan.ts';
import { Problem } from '../model/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { OWNERSHIP_REFUSALS } from '../plan/ownership-refusals.ts';
import { type DeclaredOptions, loadDeclared } from './load-declared.ts';
import { type PlanOptions, plan, planFor } from './plan.ts';

export interface DriftOptions extends PlanOptions {
  /** Write what is there into the files of these integrations. */
  readonly adoptInto: readonly string[];
  /** Where the declared files stand: read again after they were written. */
  readonly place: DeclaredOptions;
}

const TRAIL: FactFamily = 'setupChanges';

/** Compares, says who moved, and writes into the declared files what the caller chose to keep. */
export async function drift(options: DriftOptions): Promise<DriftReport> {
  const { plan: found, snapshot } = await plan(options);
  const { state, reason } = snapshot.coverage[TRAIL];
  const report = {
    plan: found,
    divergences: found.drift,
    notCompared: found.findings.filter(({ rule }) => OWNERSHIP_REFUSALS.some(({ id }) => id === rule)),
    trail: snapshot.windows.find(({ kind }) => kind === 'setup-changes'),
    trailReason: state === 'read' ? '' : reason,
  };
  if (options.adoptInto.length === 0) return { ...report, adopted: [] };
  const names = options.adoptInto.includes('*') ? diverging(found) : options.adoptInto;
  for (const name of names) await adopt(name, found, options);
  return { ...report, adopted: await leftAfter(names, snapshot, options) };
}

const diverging = ({ drift: all }: Plan): readonly string[] => [
  ...new Set(all.map(({ integration }) => integration).filter((name) => name !== '')),
];

async function adopt(name: string, { changes }: Plan, { declared, today }: DriftOptions): Promise<void> {
  const declaration = declared.declarations.find((one) => one.name === name);
  if (!declaration) throw notDeclared(name);
  const edits = adoptingEdits(declaration, changes, `found in the org and kept on ${today}`);
  if (edits.length === 0) return;
  await writeWhole(
    declaration.file,
    changeDeclaration(await readFile(declaration.file, 'utf8'), declaration.file, edits),
  );
}

/** Plans once more against what was read: what is left, no file can say. */
async function leftAfter(
  names: readonly string[],
  snapshot: Snapshot,
  options: DriftOptions,
): Promise<readonly Adopted[]> {
  const declared = await loadDeclared(options.place);
  const { drift: rest } = planFor(snapshot, { ...options, declared });
  return names.map((integration) => ({
    integration,
    file: declared.declarations.find(({ name }) => name === integration)?.file ?? '',
    left: rest.filter((one) => one.integration === integration).map(({ subject }) => subject),
  }));
}

function notDeclared(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'not-declared',
    message: `No integration "${name}" is declared.`,
    actions: [
      'Name one of the files in integrations/.',
      'Or write its file from what exists: leastwise import <user, set or app>',
    ],
  });
}
