import { OrgError } from '../org-error.ts';
import type { ApiRequest } from './api.ts';

/** One part of a multipart body. */
export interface Part {
  /** Its headers in lower case, as one text. */
  readonly head: string;
  readonly content: Buffer;
}

/** @throws OrgError when the body says no boundary */
export function partsOf({ headers, body }: Pick<ApiRequest, 'headers' | 'body'>): readonly Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined)
    throw new OrgError(400, 'INVALID_INPUT', 'A multipart body with a boundary was expected.');
  const parts: Part[] = [];
  const mark = Buffer.from(`--${boundary}`);
  for (let start = body.indexOf(mark); start >= 0; ) {
    const end = body.indexOf(mark, start + mark.length);
    if (end < 0) break;
    const part = body.subarray(start + mark.length, end);
    const { gap, length } = gapOf(part);
    const head = part.subarray(0, Math.max(0, gap)).toString('latin1').toLowerCase();
    parts.push({ head, content: withoutLineEnd(part.subarray(gap + length)) });
    start = end;
  }
  return parts;
}

/** Where the headers of a part end. Files written by hand end their lines with a line feed alone. */
function gapOf(part: Buffer): { readonly gap: number; readonly length: number } {
  const gap = part.indexOf('\r\n\r\n');
  return gap >= 0 ? { gap, length: 4 } : { gap: part.indexOf('\n\n'), length: 2 };
}

/** The line end before the next boundary belongs to the boundary. */
function withoutLineEnd(content: Buffer): Buffer {
  const end = content.toString('latin1', content.length - 2);
  return content.subarray(0, content.length - (end === '\r\n' ? 2 : end.endsWith('\n') ? 1 : 0));
}
