import { join } from 'node:path';

/** Orgs that come with Leastwise: one as it should be, one as one meets it. */
export const EXAMPLES = ['clean', 'messy'] as const;
export type Example = (typeof EXAMPLES)[number];

/** The examples lie beside `src` and `lib`, in the repository and in the package. */
export function exampleFolder(example: Example): string {
  return join(import.meta.dirname, '..', '..', '..', 'examples', `${example}-org`);
}
