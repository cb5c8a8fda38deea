import type { Change } from '../model/change.ts';
import type { ReplaceStage } from '../model/declaration.ts';

/** What a stage took, and going back gives again; tokens cannot be given back. */
const TAKEN: Readonly<Record<ReplaceStage, readonly Change['subject'][]>> = {
  expand: [],
  frozen: ['user'],
  revoked: [],
  unassigned: ['assignment', 'licence'],
  deactivated: ['user'],
  removed: ['permission-set', 'app'],
};

export function isTaken(stage: ReplaceStage, names: readonly string[]): (change: Change) => boolean {
  return ({ subject, integration }) => TAKEN[stage].includes(subject) && names.includes(integration);
}
