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
  if (depthOf(value) > MAX_DEPTH) throw new OrgError(400, 'JSON_PARSER_ERROR', 'The JSON is nested too deeply.');
  return value;
}

function depthOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return depth;
  return Math.max(depth, ...Object.values(value).map((inner) => depthOf(inner, depth + 1)));
}

/** A JSON object, as records come. */
export function recordBody(value: unknown): RecordInput {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as RecordInput;
  throw new OrgError(400, 'JSON_PARSER_ERROR', 'A JSON object was expected.');
}
