import { OrgError } from '../../org-error.ts';
import type { RecordInput } from '../../records/actor.ts';

const MAX_DEPTH = 64;

/** The JSON of a request. */
export function jsonBody(body: Buffer): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new OrgError(400, 'JSON_PARSER_ERROR', message.slice(0, 255));
  }
  // Each level takes two characters at least.
  if (body.length > 2 * MAX_DEPTH && isDeeper(value, MAX_DEPTH))
    throw new OrgError(400, 'JSON_PARSER_ERROR', 'The JSON is nested too deeply.');
  return value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** A JSON object, as records come. */
export function recordBody(value: unknown): RecordInput {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as RecordInput;
  throw new OrgError(400, 'JSON_PARSER_ERROR', 'A JSON object was expected.');
}
