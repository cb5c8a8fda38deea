import { ESCALATION_PATHS } from '../platform/escalation-paths.ts';

/** What opens a way to System Administrator: told by the rule on escalation paths, and Modify All Data by its own. */
export const ESCALATING_PERMISSIONS: readonly string[] = [
  ...new Set(ESCALATION_PATHS.flatMap(({ needs }) => needs).filter((name) => name !== 'ModifyAllData')),
];
