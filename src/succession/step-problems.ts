import type { RetireStage } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';
import { stagesLeft } from './next-stage.ts';
import type { Leaver } from './standing.ts';

export function notApplied(targets: readonly string[]): Problem {
  return new Problem({
    kind: 'usage',
    code: 'not-applied-yet',
    message: `${targets.join(' and ')} ${targets.length === 1 ? 'is' : 'are'} not in the org as declared yet.`,
    actions: [`leastwise apply ${targets.map((name) => `--target ${name}`).join(' ')} --target-org <alias>`],
  });
}

export function nothingLeft({ key, declarations, standing }: Leaver, asked: RetireStage | undefined): Problem {
  const [first] = declarations;
  const isOver = stagesLeft(standing).length === 0;
  const message = isOver
    ? `${standing.username} is ${standing.stage} since ${standing.since}: there is no further step.`
    : `${standing.username} cannot be ${asked} next: ${standing.kind === 'user' ? `it is ${standing.stage}` : `what is left of it is only ${stagesLeft(standing).join(', ')}`}.`;
  const action =
    key === 'retire'
      ? `Delete ${first?.file}: nothing of it is left in the org.`
      : `Take replaces: out of ${declarations.map(({ file }) => file).join(', ')}.`;
  return new Problem({ kind: 'usage', code: 'no-further-step', message, actions: isOver ? [action] : [] });
}

export function nothingToTakeBack(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'nothing-to-take-back',
    message: `Nothing was taken away on behalf of ${name} yet.`,
    actions: ['See where things stand: leastwise status'],
  });
}
