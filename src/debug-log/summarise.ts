import type { CountedRows, DebugLogSummary, UsedLimit } from '../model/trace.ts';
import { type LogEvent, parseDebugLog } from './parse-debug-log.ts';

const NANOSECONDS = 1_000_000;
const TRUNCATED = /\*{2,}\s*(Skipped \d+ bytes of detailed log|MAXIMUM DEBUG LOG SIZE REACHED)/i;
const LIMIT = /^\s*(Number of [^:\n]+|Maximum [^:\n]+|Number [^:\n]+): (\d+) out of (\d+)/gm;
/** An exception's text may quote values of records: its type and the first words are enough to find it. */
const LONGEST_EXCEPTION = 160;

/** What a debug log says was done: queries, writes, exceptions, limits, time. Values of records are left out. */
export function summariseDebugLog(text: string): DebugLogSummary {
  const { head, events } = parseDebugLog(text);
  const first = events[0]?.at ?? 0;
  const last = events.reduce((most, { at }) => Math.max(most, at), first);
  return {
    head,
    units: unitsIn(events),
    queries: rowsBetween(events, 'SOQL_EXECUTE_BEGIN', 'SOQL_EXECUTE_END', objectOfQuery),
    writes: writesIn(events),
    exceptions: exceptionsIn(events),
    failedRules: failedRulesIn(events),
    callouts: events.filter(({ name }) => name === 'CALLOUT_REQUEST').length,
    limits: limitsIn(events),
    milliseconds: Math.round((last - first) / NANOSECONDS),
    isTruncated: TRUNCATED.test(text),
  };
}

function unitsIn(events: readonly LogEvent[]): readonly string[] {
  const named = events.filter(({ name }) => name === 'CODE_UNIT_STARTED').map(({ parts }) => unitName(parts));
  return [...new Set(named.filter((name) => name !== ''))];
}

/** `[EXTERNAL]|01q…|MyTrigger on Account trigger event BeforeInsert|__sfdc_trigger/MyTrigger`, or less. */
function unitName(parts: readonly string[]): string {
  const named = parts.filter((part) => !/^\[[^\]]*\]$/.test(part) && !/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(part));
  return named[0]?.split('\n')[0]?.trim() ?? '';
}

/** The outermost object of a query: its last FROM that is not within brackets. */
function objectOfQuery(parts: readonly string[]): string {
  const soql = parts
    .slice(2)
    .join('|')
    .replaceAll(/'(?:\\.|[^'\\])*'/g, "''");
  let depth = 0;
  for (const [token, object] of soql.matchAll(/[()]|\bFROM\s+([A-Za-z]\w*)/gi)) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (depth <= 0) return object ?? '';
  }
  return '';
}

/** Pairs of begin and end; the end tells the rows. A begin without an end counts without rows. */
function rowsBetween(
  events: readonly LogEvent[],
  begin: string,
  end: string,
  nameOf: (parts: readonly string[]) => string,
): readonly CountedRows[] {
  const counts = new Map<string, { times: number; rows: number }>();
  const open: string[] = [];
  for (const { name, parts } of events) {
    if (name === begin) {
      const what = nameOf(parts) || 'unknown';
      open.push(what);
      add(counts, what, 1, 0);
    } else if (name === end) {
      const what = open.pop();
      if (what !== undefined) add(counts, what, 0, numberAfter(parts, 'Rows:'));
    }
  }
  return listed(counts);
}

function writesIn(events: readonly LogEvent[]): readonly CountedRows[] {
  const counts = new Map<string, { times: number; rows: number }>();
  for (const { name, parts } of events) {
    if (name !== 'DML_BEGIN') continue;
    const [operation, type] = [textAfter(parts, 'Op:'), textAfter(parts, 'Type:')];
    add(counts, `${operation || 'Write'} ${type || 'unknown'}`, 1, numberAfter(parts, 'Rows:'));
  }
  return listed(counts);
}

function add(counts: Map<string, { times: number; rows: number }>, name: string, times: number, rows: number): void {
  const known = counts.get(name) ?? { times: 0, rows: 0 };
  counts.set(name, { times: known.times + times, rows: known.rows + rows });
}

function listed(
  counts: ReadonlyMap<string, { readonly times: number; readonly rows: number }>,
): readonly CountedRows[] {
  return [...counts]
    .map(([name, count]) => ({ name, ...count }))
    .sort((a, b) => b.times - a.times || (a.name < b.name ? -1 : 1));
}

function textAfter(parts: readonly string[], label: string): string {
  return (parts.find((part) => part.startsWith(label)) ?? '').slice(label.length).split('\n')[0]?.trim() ?? '';
}

function numberAfter(parts: readonly string[], label: string): number {
  const value = Number(textAfter(parts, label));
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function exceptionsIn(events: readonly LogEvent[]): readonly string[] {
  const told = events
    .filter(({ name }) => name === 'EXCEPTION_THROWN' || name === 'FATAL_ERROR')
    .map(({ parts }) =>
      (
        parts
          .filter((part) => !/^\[[^\]]*\]$/.test(part))
          .join('|')
          .split('\n')[0] ?? ''
      ).trim(),
    )
    .map((text) => (text.length > LONGEST_EXCEPTION ? `${text.slice(0, LONGEST_EXCEPTION - 1)}…` : text));
  return [...new Set(told.filter((text) => text !== ''))];
}

/** A rule is named by VALIDATION_RULE; VALIDATION_FAIL tells that it failed. */
function failedRulesIn(events: readonly LogEvent[]): readonly string[] {
  const failed = new Set<string>();
  let rule = '';
  for (const { name, parts } of events) {
    if (name === 'VALIDATION_RULE') rule = parts.at(-1)?.split('\n')[0] ?? '';
    else if (name === 'VALIDATION_FAIL') failed.add(rule || 'unknown');
  }
  return [...failed];
}

function limitsIn(events: readonly LogEvent[]): readonly UsedLimit[] {
  const limits = new Map<string, UsedLimit>();
  for (const { name, parts } of events) {
    if (name !== 'LIMIT_USAGE_FOR_NS' && name !== 'CUMULATIVE_LIMIT_USAGE') continue;
    for (const [, what = '', used = '', limit = ''] of parts.join('|').matchAll(LIMIT)) {
      const known = limits.get(what);
      if (Number(used) > (known?.used ?? 0)) limits.set(what, { name: what, used: Number(used), limit: Number(limit) });
    }
  }
  return [...limits.values()].sort((a, b) => b.used / (b.limit || 1) - a.used / (a.limit || 1));
}

/** Several logs as one: counts added, limits at their highest, texts once. */
export function totalOf(summaries: readonly DebugLogSummary[]): DebugLogSummary {
  const once = (texts: readonly string[]) => [...new Set(texts)];
  const summed = (lists: readonly CountedRows[]) => {
    const counts = new Map<string, { times: number; rows: number }>();
    for (const { name, times, rows } of lists) add(counts, name, times, rows);
    return listed(counts);
  };
  const highest = new Map<string, UsedLimit>();
  for (const limit of summaries.flatMap(({ limits }) => limits))
    if (limit.used > (highest.get(limit.name)?.used ?? 0)) highest.set(limit.name, limit);
  return {
    head: summaries[0]?.head ?? '',
    units: once(summaries.flatMap(({ units }) => units)),
    queries: summed(summaries.flatMap(({ queries }) => queries)),
    writes: summed(summaries.flatMap(({ writes }) => writes)),
    exceptions: once(summaries.flatMap(({ exceptions }) => exceptions)),
    failedRules: once(summaries.flatMap(({ failedRules }) => failedRules)),
    callouts: summaries.reduce((sum, { callouts }) => sum + callouts, 0),
    limits: [...highest.values()].sort((a, b) => b.used / (b.limit || 1) - a.used / (a.limit || 1)),
    milliseconds: summaries.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    isTruncated: summaries.some(({ isTruncated }) => isTruncated),
  };
}
