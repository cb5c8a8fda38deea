import { mistakesProblem } from '../model/mistake.ts';
import type { Origin } from '../model/origin.ts';
import { checkShape } from '../yaml/check-shape.ts';
import { type KeyPath, parseYaml } from '../yaml/parse-yaml.ts';
import { SETTINGS_SCHEMA, type SettingsFile } from './settings-schema.ts';

export interface ParsedSettings {
  readonly settings: SettingsFile;
  /** Where a value stands, by its path in the document: `['waivers', 0]`. */
  originOf(path: KeyPath): Origin;
}

/**
 * Reads the text of a settings file.
 *
 * @param label how the file is named in messages
 * @throws Problem `bad-settings`, with `file:line:column` of every mistake
 */
export function parseSettings(text: string, label: string): ParsedSettings {
  const file = parseYaml(text, label);
  const { output, mistakes } = checkShape(SETTINGS_SCHEMA, file);
  if (output === undefined) throw mistakesProblem('bad-settings', mistakes);
  return { settings: output, originOf: (path) => ({ path: label, line: file.lineOf(path) }) };
}
