import type { Declaration, LifeCycle } from '../model/declaration.ts';
import type { UnderWay } from '../model/under-way.ts';
import { stagesLeft, thawsInto } from '../succession/next-stage.ts';
import type { Declared } from './load-declared.ts';

/** Where every split, migration, retirement and suspension stands: the files know, no org is asked. */
export function status({ declarations, design }: Declared): readonly UnderWay[] {
  return declarations.flatMap((declaration) => underWay(declaration, design.lifeCycle));
}

function underWay({ name, replaces, retire, suspended }: Declaration, life: LifeCycle): readonly UnderWay[] {
  const found: UnderWay[] = [];
  if (replaces) {
    const { user, person, permissionSets, stage, since } = replaces;
    const kind = user !== undefined ? 'user' : person !== undefined ? 'person' : 'sets';
    const leaving = user ?? person ?? permissionSets.join(', ');
    const [next] = stagesLeft({ kind, stage });
    found.push({ name, what: 'replaces', leaving, stage, since, next, earliest: thaw(stage, since, life) });
  }
  if (retire) {
    const { stage, since } = retire;
    const [next] = stagesLeft({ kind: 'user', stage });
    found.push({ name, what: 'retires', leaving: name, stage, since, next, earliest: thaw(stage, since, life) });
  }
  if (suspended !== undefined)
    found.push({
      name,
      what: 'suspended',
      leaving: name,
      stage: 'locked out',
      since: suspended,
      next: undefined,
      earliest: undefined,
    });
  return found;
}

const thaw = (
  stage: NonNullable<Declaration['replaces']>['stage'],
  since: string,
  life: LifeCycle,
): string | undefined => thawsInto({ stage, since }, life);
