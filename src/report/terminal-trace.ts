import type { CountedRows, DebugLogSummary, Trace, TracedLog } from '../model/trace.ts';
import { paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';

const MOST = 12;

/** One log in one line, as it arrives. */
export function traceLine({ started, operation, status, bytes, summary }: TracedLog, style: Style): string {
  const dot = sign('·', style);
  const parts = [operation, status, summary.units[0] ?? '', `${bytes.toLocaleString('en')} bytes`].filter(
    (text) => text !== '',
  );
  const failed = summary.exceptions[0];
  const line = ` ${started.slice(11, 19)}  ${parts.map(untrustedLine).join(` ${dot} `)}`;
  return `${line}${failed === undefined ? '' : ` ${dot} ${paint('high', untrustedLine(failed), style)}`}\n`;
}

/** What a trace showed: how many logs, what ran, what it read and wrote, what went wrong. */
export function terminalTrace(seen: Trace, style: Style): string {
  const { username, from, to, logs, total, cleaned, blindSpots } = seen;
  const dot = sign('·', style);
  const count = `${logs.length} ${logs.length === 1 ? 'log' : 'logs'}`;
  return `${[
    ` ${paint('name', untrustedLine(username), style)} ${dot} ${from.slice(0, 16).replace('T', ' ')} to ${to.slice(11, 16)} ${dot} ${count} ${dot} ${total.milliseconds.toLocaleString('en')} ms`,
    ...(cleaned > 0
      ? [
          ` ${paint('quiet', `${cleaned} trace ${cleaned === 1 ? 'flag' : 'flags'} of a run that was cut off removed`, style)}`,
        ]
      : []),
    ...summaryLines(total, style),
    '',
    paint('quiet', ' What does not show:', style),
    ...blindSpots.flatMap((text) => wrapped(paint('quiet', `${dot} ${untrustedLine(text)}`, style), 2, style)),
  ].join('\n')}\n`;
}

function summaryLines(total: DebugLogSummary, style: Style): readonly string[] {
  const used = total.limits.filter(({ used }) => used > 0);
  return [
    ...section(
      'EXCEPTIONS',
      total.exceptions.map((text) => paint('high', untrustedLine(text), style)),
      style,
    ),
    ...section('RULES THAT FAILED', total.failedRules.map(untrustedLine), style),
    ...section('RAN', total.units.map(untrustedLine), style),
    ...section('QUERIES', total.queries.map(rowsLine), style),
    ...section('WRITES', total.writes.map(rowsLine), style),
    ...section('CALLOUTS', total.callouts > 0 ? [String(total.callouts)] : [], style),
    ...section(
      'LIMITS',
      used.map(
        ({ name, used: at, limit }) =>
          `${untrustedLine(name)}  ${at.toLocaleString('en')} of ${limit.toLocaleString('en')}`,
      ),
      style,
    ),
  ];
}

function rowsLine({ name, times, rows }: CountedRows): string {
  return `${untrustedLine(name)}  ${times.toLocaleString('en')} ×, ${rows.toLocaleString('en')} rows`;
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST && !style.verbose ? [`and ${lines.length - MOST} more`] : [];
  const shown = more.length > 0 ? lines.slice(0, MOST) : lines;
  return ['', ` ${paint('quiet', title, style)}`, ...[...shown, ...more].map((line) => `   ${line}`)];
}
