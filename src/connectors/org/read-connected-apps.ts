import type { ConnectedApp, RefreshTokenPolicy } from '../../model/app.ts';
import { NO_FLOWS, type PreAuthorised, unknownSettings } from './app-parts.ts';
import { queryTogether, rowsOf } from './query.ts';
import { askAll, type Reading, selecting } from './reading.ts';
import { flagIn, longId, numberIn, optionalTextIn, originOf, type Row, textIn } from './row.ts';

const COLUMNS = [
  'Name',
  'OptionsAllowAdminApprovedUsersOnly',
  'OptionsHasSessionLevelPolicy',
  'OptionsRefreshTokenValidityMetric',
  'RefreshTokenValidityPeriod',
  'SessionTimeout',
];
const TOOLING_COLUMNS = ['Id', 'DeveloperName', 'ContactEmail', 'ExecutionUserId', 'SessionPolicyAction'];

/**
 * Connected apps that are installed here. The data API has their policies in part; the Tooling API adds names, contacts and
 * the user that client credentials run as. Scopes, ranges and the relaxation of ranges stand only in metadata.
 */
export async function readConnectedApps(
  reading: Reading,
  authorised: PreAuthorised,
  usernames: ReadonlyMap<string, string>,
): Promise<readonly Omit<ConnectedApp, 'id'>[]> {
  const { apps, menu } = await askAll(reading, {
    apps: selecting(reading, 'ConnectedApplication', COLUMNS),
    menu: selecting(reading, 'AppMenuItem', ['ApplicationId', 'Name']),
  });
  if (!apps.ok) {
    reading.notes.refused('connectedApps', apps.failure);
    return [];
  }
  const more = await toolingColumns(reading, apps.rows.length);
  const names = new Map(rowsOf(menu).map((row) => [textIn(row, 'ApplicationId'), textIn(row, 'Name')]));
  reading.notes.read('connectedApps');
  return apps.rows
    .map((row) => {
      const id = textIn(row, 'Id');
      return toApp(row, { ...more.get(id), MenuName: names.get(id) }, authorised, usernames);
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Which of them an org has differs, so the ways to ask are tried from the richest on. */
async function toolingColumns(reading: Reading, apps: number): Promise<ReadonlyMap<string, Row>> {
  if (apps === 0) return new Map();
  const ways = [TOOLING_COLUMNS, TOOLING_COLUMNS.slice(0, -2)].map(
    (columns) => `SELECT ${columns.join(', ')} FROM ConnectedApplication`,
  );
  for (const soql of ways) {
    for (const api of ['tooling', 'data'] as const) {
      const [found] = await queryTogether(reading.wire, [{ soql, api }]);
      if (found?.ok) return new Map(found.rows.map((row) => [textIn(row, 'Id'), row]));
    }
  }
  return new Map();
}

function toApp(
  row: Row,
  more: Row,
  authorised: PreAuthorised,
  usernames: ReadonlyMap<string, string>,
): Omit<ConnectedApp, 'id'> {
  const id = textIn(row, 'Id');
  const label = textIn(row, 'Name');
  const runAsUser = usernames.get(textIn(more, 'ExecutionUserId'));
  const origin = originOf('ConnectedApplication', id);
  return {
    ...unknownSettings(origin),
    kind: 'connected-app',
    name: textIn(more, 'DeveloperName') || textIn(more, 'MenuName') || label,
    label,
    contactEmail: textIn(more, 'ContactEmail'),
    adminApprovedOnly: flagIn(row, 'OptionsAllowAdminApprovedUsersOnly'),
    permissionSets: authorised.get(longId(id))?.permissionSets ?? [],
    profiles: authorised.get(longId(id))?.profiles ?? [],
    flows: { ...NO_FLOWS, clientCredentials: runAsUser !== undefined },
    runAsUser,
    refreshToken: refreshPolicyOf(row),
    sessionPolicy: sessionPolicyOf(row, more),
  };
}

/** `OptionsRefreshTokenValidityMetric`: true counts from the last use, false from the first. The unit is hours (unconfirmed). */
function refreshPolicyOf(row: Row): RefreshTokenPolicy | undefined {
  const period = numberIn(row, 'RefreshTokenValidityPeriod');
  if (period === undefined) return undefined;
  if (period === 0) return { kind: 'zero', days: undefined };
  return { kind: flagIn(row, 'OptionsRefreshTokenValidityMetric') ? 'inactivity' : 'lifetime', days: period / 24 };
}

function sessionPolicyOf(row: Row, more: Row): ConnectedApp['sessionPolicy'] {
  const action = optionalTextIn(more, 'SessionPolicyAction');
  const timeout = numberIn(row, 'SessionTimeout');
  const level = flagIn(row, 'OptionsHasSessionLevelPolicy') ? 'HIGH_ASSURANCE' : '';
  if (action === undefined && timeout === undefined && level === '') return undefined;
  return { action: action ?? '', level, timeout };
}
