import type { PlanNote } from '../model/plan.ts';
import { ANSWER_SCHEMA_VERSION } from './json-answers.ts';
import type { BuiltFiles, CheckedFiles } from './terminal-build.ts';

type Data = Record<string, unknown>;

const noteData = ({ integration, code, text, origin }: PlanNote): Data => ({
  integration,
  code,
  text,
  location: origin ?? null,
});

export function jsonBuild({ root, integrations, files, notes }: BuiltFiles): Data {
  return {
    schemaVersion: ANSWER_SCHEMA_VERSION,
    root,
    integrations,
    files,
    notes: notes.map(noteData),
  };
}

export function jsonValidation({ files, mistakes, notes }: CheckedFiles): Data {
  return { schemaVersion: ANSWER_SCHEMA_VERSION, files, mistakes, notes: notes.map(noteData) };
}
