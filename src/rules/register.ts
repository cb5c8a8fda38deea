// Made by `npm run generate` from the files in src/rules/access: do not edit.
import { modifyAllData } from './access/modify-all-data.ts';
import type { Rule } from './rule.ts';

/** Every rule, by id. */
export const RULES: readonly Rule[] = [modifyAllData];
