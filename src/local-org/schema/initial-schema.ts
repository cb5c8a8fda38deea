import { objectFromText } from './field-text.ts';
import { createSchema, type Schema } from './schema.ts';
import { SETUP_OBJECTS } from './setup-objects.ts';
import { shareObjectType } from './share-objects.ts';
import { STANDARD_OBJECTS } from './standard-objects.ts';

/** The schema of an org on its first day. */
export function initialSchema(): Schema {
  const objects = [...SETUP_OBJECTS, ...STANDARD_OBJECTS].map(objectFromText);
  return createSchema([...objects, ...objects.flatMap((object) => shareObjectType(object) ?? [])]);
}
