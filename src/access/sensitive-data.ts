import type { FieldDefinition } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { canHold, RESTRICTED_CLASSIFICATIONS, sensitivityOfName } from '../platform/sensitive-fields.ts';

/** Objects about people, in every org. */
const PEOPLE: ReadonlySet<string> = new Set(['Contact', 'Lead', 'Case', 'Individual', 'PersonAccount', 'User']);

/** Why a field is sensitive: how the org classified it, or what its name gives away. */
export interface Sensitive {
  readonly reason: string;
  readonly classified: boolean;
}

/** What the org itself says of a field; `undefined` when it says nothing. */
function classification({ securityClassification, complianceGroups }: FieldDefinition): string | undefined {
  const restricted = securityClassification !== undefined && RESTRICTED_CLASSIFICATIONS.has(securityClassification);
  const words = [...(restricted ? [securityClassification] : []), ...complianceGroups];
  return words.length > 0 ? words.join(', ') : undefined;
}

/** Judges field names; the org's own classification comes first. */
export function fieldSensitivity(snapshot: Snapshot): (field: string) => Sensitive | undefined {
  const classified = new Map(
    snapshot.fields.flatMap((field) => {
      const reason = classification(field);
      return reason === undefined ? [] : [[field.name, reason] as const];
    }),
  );
  const types = new Map(snapshot.fields.map(({ name, type }) => [name, type]));
  return (field) => {
    const reason = classified.get(field);
    if (reason !== undefined) return { reason: `classified ${reason}`, classified: true };
    const named = sensitivityOfName(field);
    const type = types.get(field);
    return named === undefined || (type && !canHold(named, type))
      ? undefined
      : { reason: `its name says ${named}`, classified: false };
  };
}

/** Whether an object is about people, stores secrets by its name, or has a field that the org has classified. */
export function objectSensitivity({ fields }: Snapshot): (object: string) => boolean {
  const classified = fields.filter((field) => classification(field) !== undefined);
  const holding = new Set(classified.map(({ name }) => name.slice(0, name.indexOf('.'))));
  return (object) =>
    PEOPLE.has(object) || holding.has(object) || sensitivityOfName(`${object}.${object}`) !== undefined;
}
