import type { StoredRow } from '../store/store.ts';
import type { CodeUnit } from './automation.ts';
import type { Operation } from './debug-logs.ts';
import { CATEGORIES, type Category, type Level, shows } from './levels.ts';

/** What one request set off on one object. */
export interface Execution {
  readonly object: string;
  readonly operation: Operation;
  readonly rows: number;
  readonly units: readonly CodeUnit[];
}

export interface LogSource {
  /** `68.0`. */
  readonly version: string;
  readonly levels: Readonly<Record<Category, Level>>;
  readonly user: StoredRow;
  readonly time: Date;
  readonly executions: readonly Execution[];
}

/** The levels of a DebugLevel or of a trace flag that has its own. */
export function levelsOf(row: StoredRow | undefined): LogSource['levels'] {
  return Object.fromEntries(
    CATEGORIES.map(([column]) => [column, (row?.[column] ?? 'NONE') as Level]),
  ) as LogSource['levels'];
}

/** `16:06:58.18 (18043585)`, in the time zone of the user; the number counts nanoseconds from the start. */
function stampIn(timeZone: string, time: Date): () => string {
  const clock = time.toLocaleTimeString('en-GB', { timeZone, hour12: false });
  let nanoseconds = 1_000_000;
  return () => {
    nanoseconds += 250_000;
    return `${clock}.${time.getUTCMilliseconds()} (${nanoseconds})`;
  };
}

type Line = readonly [category: Category, level: Level, text: string];

function unitLines(unit: CodeUnit, { object, operation, rows }: Execution): readonly Line[] {
  switch (unit.kind) {
    case 'trigger': {
      const name = `${unit.name} on ${object} trigger event ${unit.when}${operation}`;
      return [
        [
          'ApexCode',
          'ERROR',
          `CODE_UNIT_STARTED|[EXTERNAL]|${unit.id.slice(0, 15)}|${name}|__sfdc_trigger/${unit.name}`,
        ],
        ['ApexCode', 'ERROR', `CODE_UNIT_FINISHED|${name}|__sfdc_trigger/${unit.name}`],
      ];
    }
    case 'flow': {
      const interview = `${unit.id.slice(0, 15)}|${unit.name}`;
      return [
        ['Workflow', 'ERROR', `CODE_UNIT_STARTED|[EXTERNAL]|Flow:${object}`],
        ['Workflow', 'INFO', `FLOW_START_INTERVIEWS_BEGIN|${rows}`],
        ['Workflow', 'INFO', `FLOW_START_INTERVIEW_BEGIN|${interview}`],
        ['Workflow', 'INFO', `FLOW_START_INTERVIEW_END|${interview}`],
        ['Workflow', 'INFO', `FLOW_START_INTERVIEWS_END|${rows}`],
        ['Workflow', 'ERROR', `CODE_UNIT_FINISHED|Flow:${object}`],
      ];
    }
    case 'validation':
      // Without PASS or FAIL: the formula is not evaluated.
      return [
        ['Validation', 'INFO', `CODE_UNIT_STARTED|[EXTERNAL]|Validation:${object}:new`],
        ['Validation', 'INFO', `VALIDATION_RULE||${unit.name}`],
        ['Validation', 'INFO', `CODE_UNIT_FINISHED|Validation:${object}:new`],
      ];
  }
}

/**
 * A debug log in Salesforce's format (facts 5): the code units that the request would run, in order. What they would do is
 * not in it, because they are not run.
 */
export function logText({ version, levels, user, time, executions }: LogSource): string {
  const timeZone = String(user['TimeZoneSidKey'] ?? 'GMT');
  const stamp = stampIn(timeZone, time);
  const head = CATEGORIES.map(([column, name]) => `${name},${levels[column]}`).join(';');
  const userInfo = `USER_INFO|[EXTERNAL]|${String(user['Id']).slice(0, 15)}|${user['Username']}|${timeZone}|${offsetOf(timeZone, time)}`;
  const lines: readonly Line[] = [
    ['ApexCode', 'ERROR', userInfo],
    ['ApexCode', 'ERROR', 'EXECUTION_STARTED'],
    ...executions.flatMap((execution) => execution.units.flatMap((unit) => unitLines(unit, execution))),
    ['ApexProfiling', 'INFO', 'CUMULATIVE_LIMIT_USAGE'],
    ['ApexProfiling', 'INFO', 'CUMULATIVE_LIMIT_USAGE_END'],
    ['ApexCode', 'ERROR', 'EXECUTION_FINISHED'],
  ];
  const shown = lines.filter(([category, level]) => shows(levels[category], level));
  return [`${version} ${head}`, ...shown.map(([, , text]) => `${stamp()}|${text}`), ''].join('\n');
}

/** `GMT-08:00`. */
function offsetOf(timeZone: string, time: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(time);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
}
