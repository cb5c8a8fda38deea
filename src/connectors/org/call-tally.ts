import type { ApiActivity } from '../../model/activity.ts';
import { longId, originOf } from './row.ts';

/** Counts calls that are alike. */
export interface CallTally {
  /** Counts of one file, which become part of the whole only with `keep`. */
  part(day: string): TallyPart;
  calls(): readonly ApiActivity[];
  /** What the logs do not show, in words. */
  blindSpots(): readonly string[];
}

interface TallyPart {
  /** @param places where in the cells the columns of `LOG_COLUMNS` stand; -1 for those that the log lacks */
  add(cells: readonly string[], places: readonly number[]): void;
  rows(): number;
  keep(): void;
}

type Alike = Omit<ApiActivity, 'count' | 'firstDay' | 'lastDay'>;

interface Counted {
  readonly alike: Alike;
  count: number;
  firstDay: string;
  lastDay: string;
}

/** More kinds of calls than this are no kinds any more: ids in paths that no pattern caught. */
const MOST_KINDS = 200_000;

export function createCallTally(usernames: ReadonlyMap<string, string>): CallTally {
  const whole = new Map<string, Counted>();
  let [total, nameless, beyond] = [0, 0, 0];
  const merge = (key: string, { alike, count, firstDay, lastDay }: Counted): void => {
    const known = whole.get(key);
    if (known === undefined && whole.size >= MOST_KINDS) {
      beyond += count;
      return;
    }
    if (known === undefined) whole.set(key, { alike, count, firstDay, lastDay });
    else {
      known.count += count;
      if (firstDay < known.firstDay) known.firstDay = firstDay;
      if (lastDay > known.lastDay) known.lastDay = lastDay;
    }
  };
  return {
    part: (day) => {
      const part = new Map<string, Counted>();
      let rows = 0;
      return {
        add: (cells, places) => {
          rows += 1;
          const alike = alikeOf(cells, places, usernames);
          const key = keyOf(alike);
          const known = part.get(key);
          if (known) known.count += 1;
          else part.set(key, { alike, count: 1, firstDay: day, lastDay: day });
        },
        rows: () => rows,
        keep: () => {
          for (const [key, counted] of part) {
            total += counted.count;
            if (counted.alike.entities.length === 0) nameless += counted.count;
            merge(key, counted);
          }
        },
      };
    },
    calls: () =>
      [...whole]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { alike, count, firstDay, lastDay }]) => ({ ...alike, count, firstDay, lastDay })),
    blindSpots: () => [
      'the logs name no fields, no records and no queries',
      ...(nameless > 0 ? [`${nameless} of ${total} calls name no object`] : []),
      ...(beyond > 0 ? [`${beyond} calls of rare kinds are not in the list`] : []),
    ],
  };
}

/** Columns of the log that tell calls apart. Which of them a log has, its first line says. */
export const LOG_COLUMNS = [
  'USER_ID',
  'USER_NAME',
  'CONNECTED_APP_NAME',
  'CONNECTED_APP_ID',
  'CLIENT_NAME',
  'API_FAMILY',
  'API_CLIENT_CATEGORY',
  'HTTP_METHOD',
  'API_RESOURCE',
  'ENTITY_NAME',
  'API_VERSION',
  'CLIENT_IP',
  'STATUS_CODE',
  'COUNTS_AGAINST_API_LIMIT',
] as const;

function alikeOf(cells: readonly string[], places: readonly number[], usernames: ReadonlyMap<string, string>): Alike {
  const value = (column: (typeof LOG_COLUMNS)[number]): string =>
    cells[places[LOG_COLUMNS.indexOf(column)] ?? -1] ?? '';
  const userId = longId(value('USER_ID'));
  const status = value('STATUS_CODE');
  return {
    username: usernames.get(userId) ?? (value('USER_NAME') || userId),
    application: value('CONNECTED_APP_NAME'),
    applicationId: longId(value('CONNECTED_APP_ID')) || undefined,
    client: value('CLIENT_NAME'),
    family: value('API_FAMILY'),
    category: value('API_CLIENT_CATEGORY'),
    method: value('HTTP_METHOD'),
    resource: resourceOf(value('API_RESOURCE')),
    entities: entitiesOf(value('ENTITY_NAME')),
    apiVersion: value('API_VERSION'),
    sourceIp: value('CLIENT_IP'),
    statusClass: /^[1-5]\d\d$/.test(status) ? `${status[0]}xx` : '',
    countsAgainstLimit: value('COUNTS_AGAINST_API_LIMIT') === '1' || value('COUNTS_AGAINST_API_LIMIT') === 'true',
    origin: originOf('EventLogFile', 'ApiTotalUsage'),
  };
}

/** `/v64.0/sobjects/Account/001…` is `/sobjects/Account/{id}`: who looked at which record is nobody's business here. */
export function resourceOf(resource: string): string {
  const path = resource.replace(/\?.*$/s, '').replace(/^\/?(services\/data\/)?v\d+\.\d+(?=\/|$)/, '');
  return path
    .split('/')
    .map((segment) =>
      /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?(-\d+)?$/.test(segment) && /\d/.test(segment) ? '{id}' : segment,
    )
    .join('/');
}

/** One name or several: with `;` or `,` between them (which of the two is not confirmed). */
function entitiesOf(names: string): readonly string[] {
  if (names === '') return NO_ENTITIES;
  return [...new Set(names.split(/[;,]/).map((name) => name.trim()))].filter((name) => name !== '').sort();
}

const NO_ENTITIES: readonly string[] = [];

function keyOf({ origin: _origin, entities, ...texts }: Alike): string {
  return [...Object.values(texts).map(String), ...entities].join('\n');
}
