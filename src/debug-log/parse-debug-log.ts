/** One event of a debug log. Lines that continue the one before (a stack trace, a long text) belong to it. */
export interface LogEvent {
  /** Nanoseconds from the start of the transaction. */
  readonly at: number;
  /** `SOQL_EXECUTE_BEGIN`. */
  readonly name: string;
  /** What follows, cut at `|`. */
  readonly parts: readonly string[];
}

const HEAD = /^\d+\.\d+ [A-Z_]+,[A-Z]+(?:;[A-Z_]+,[A-Z]+)*/;
const EVENT = /^\d{1,2}:\d{2}:\d{2}\.\d{1,9} \((\d{1,18})\)\|([A-Z][A-Z0-9_]*)(?:\|(.*))?$/;
/** Longest text of one event that is kept: what is beyond is the body of something. */
const LONGEST = 4_000;

export interface ParsedLog {
  readonly head: string;
  readonly events: readonly LogEvent[];
}

/**
 * The events of a debug log, whatever it holds: a line that is no event belongs to the event before it.
 *
 * Source: Apex Developer Guide, "Debug Log" (facts 5).
 */
export function parseDebugLog(text: string): ParsedLog {
  const events: { at: number; name: string; text: string }[] = [];
  let head = '';
  for (const line of text.split(/\r?\n/)) {
    const [, at, name, rest = ''] = EVENT.exec(line) ?? [];
    const last = events.at(-1);
    if (at !== undefined && name !== undefined) events.push({ at: Number(at), name, text: rest.slice(0, LONGEST) });
    else if (last === undefined) head ||= HEAD.exec(line)?.[0] ?? '';
    else if (line !== '' && last.text.length < LONGEST) last.text += `\n${line}`.slice(0, LONGEST - last.text.length);
  }
  return { head, events: events.map(({ at, name, text: rest }) => ({ at, name, parts: rest.split('|') })) };
}
