import type { CountedCalls, DayOfCalls, UserCalls } from '../model/user-calls.ts';
import { fit, pad, paint, type Style, sign, wrapped } from './style.ts';
import { untrustedLine } from './untrusted-text.ts';
import { widthOf } from './width.ts';

const LONGEST_BAR = 40;

/** Calls by day as bars, then who called from where; at the end what does not show. */
export function terminalLogs(seen: UserCalls, style: Style): string {
  const { username, window, asked, days, errors, logins } = seen;
  const total = days.reduce((sum, { calls }) => sum + calls, 0);
  const failed = days.reduce((sum, one) => sum + one.errors, 0);
  const span = window ? `${window.from} to ${window.to}` : `no log between ${asked.from} and ${asked.to}`;
  const counts = `${number(total)} calls${failed > 0 ? `, ${number(failed)} refused or failed` : ''}`;
  const dot = sign('·', style);
  return `${[
    ` ${paint('name', untrustedLine(username), style)} ${dot} ${span} ${dot} ${counts}`,
    ...section('CALLS BY DAY', bars(days, style), style),
    ...section('ERRORS', listLines(errors, style), style),
    ...section('APPLICATIONS', listLines(seen.applications, style, '(no app: password or session)'), style),
    ...section('ADDRESSES', listLines(seen.addresses, style, '(none told)'), style),
    ...section('API VERSIONS', listLines(seen.versions, style, '(none told)'), style),
    ...section('CLIENTS', listLines(seen.clients, style, '(does not say its name)'), style),
    ...section('REQUESTS', listLines(seen.requests, style), style),
    ...section(
      'LOG-INS',
      logins
        .slice(0, 10)
        .map(
          (one) =>
            `${one.last.slice(0, 16).replace('T', ' ')}  ${number(one.count)} × ${untrustedLine([one.way, one.application, one.sourceIp].filter((text) => text !== '').join(' · '))}  ${one.status === 'Success' ? one.status : paint('high', untrustedLine(one.status), style)}`,
        ),
      style,
    ),
    '',
    paint('quiet', ' What does not show:', style),
    ...seen.blindSpots.flatMap((text) => wrapped(paint('quiet', `${dot} ${untrustedLine(text)}`, style), 2, style)),
  ].join('\n')}\n`;
}

const number = (value: number): string => value.toLocaleString('en');

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', ` ${paint('quiet', title, style)}`, ...lines.map((line) => `   ${line}`)];
}

function bars(days: readonly DayOfCalls[], style: Style): readonly string[] {
  const most = Math.max(1, ...days.map(({ calls }) => calls));
  const digits = Math.max(...days.map(({ calls }) => number(calls).length), 1);
  return days.map(({ day, calls, errors, hasLog }) => {
    if (!hasLog) return `${day}  ${paint('quiet', 'no log', style)}`;
    const length = calls === 0 ? 0 : Math.max(1, Math.round((calls / most) * LONGEST_BAR));
    const bad = errors === 0 ? 0 : Math.max(1, Math.round((errors / calls) * length));
    const block = style.unicode ? '█' : '#';
    const bar = `${paint('good', block.repeat(length - bad), style)}${paint('high', (style.unicode ? '▒' : 'x').repeat(bad), style)}`;
    const told =
      errors > 0 ? `  ${paint('high', `${number(errors)} ${errors === 1 ? 'error' : 'errors'}`, style)}` : '';
    return `${day}  ${number(calls).padStart(digits)}  ${bar}${told}`;
  });
}

function listLines(list: readonly CountedCalls[], style: Style, nameless = ''): readonly string[] {
  const names = list.map(({ name }) => fit(untrustedLine(name || nameless), Math.max(20, style.width - 40), style));
  const widest = Math.max(0, ...names.map(widthOf));
  const digits = Math.max(0, ...list.map(({ calls }) => number(calls).length));
  return list.map(
    ({ calls, errors, lastDay }, at) =>
      `${pad(names[at] ?? '', widest)}  ${number(calls).padStart(digits)}  last ${lastDay}${errors > 0 && errors < calls ? `  ${paint('high', `${number(errors)} errors`, style)}` : ''}`,
  );
}
