/** Categories of a debug log: the column of DebugLevel, and the name in the head of a log (facts 5). */
export const CATEGORIES = [
  ['ApexCode', 'APEX_CODE'],
  ['ApexProfiling', 'APEX_PROFILING'],
  ['Callout', 'CALLOUT'],
  ['Database', 'DB'],
  ['Nba', 'NBA'],
  ['System', 'SYSTEM'],
  ['Validation', 'VALIDATION'],
  ['Visualforce', 'VISUALFORCE'],
  ['Wave', 'WAVE'],
  ['Workflow', 'WORKFLOW'],
] as const;

export type Category = (typeof CATEGORIES)[number][0];

/** From nothing to everything. `INTERNAL` is in the documented picklist, between them it has no place. */
const LEVELS = ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'FINE', 'FINER', 'FINEST'] as const;

export type Level = (typeof LEVELS)[number];

export function isLevel(text: string): boolean {
  return text === 'INTERNAL' || (LEVELS as readonly string[]).includes(text);
}

/** Whether a level shows events of another. */
export function shows(level: Level, event: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(event);
}
