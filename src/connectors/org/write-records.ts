import { setTimeout as sleep } from 'node:timers/promises';
import type { AssignmentState, Change, LicenceState, UserState } from '../../model/change.ts';
import { Problem } from '../../model/problem.ts';
import { failureOf } from './answer.ts';
import { waitBefore } from './back-off.ts';
import { lookUpIds, type RecordIds } from './record-ids.ts';
import { isRow } from './row.ts';
import { isBusy, type WriteWire } from './write-wire.ts';

interface Subrequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Below the base: `/sobjects/User`. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Id of the change it belongs to. */
  readonly change: string;
  /** So that later ones can name what it creates. */
  readonly reference: string;
}

const TRIES = 4;
const FIRST_WAIT_MS = 400;

/** Writes a batch of records as one composite request: all of it or nothing. */
export async function writeRecords(wire: WriteWire, batch: readonly Change[]): Promise<void> {
  const requests = requestsOf(batch, await lookUpIds(wire, batch));
  if (requests.length === 0) return;
  const compositeRequest = requests.map(({ method, path, body, reference }) => ({
    method,
    url: `${wire.base}${path}`,
    referenceId: reference,
    ...(body ? { body } : {}),
  }));
  for (let tries = 1; ; tries++) {
    const body = JSON.stringify({ allOrNone: true, compositeRequest });
    const refused = refusalIn(await wire.send({ method: 'POST', path: `${wire.base}/composite`, body }), requests);
    if (!refused) return;
    if (!refused.busy || tries >= TRIES) throw refused.problem;
    await sleep(waitBefore(tries, FIRST_WAIT_MS, undefined, Math.random));
  }
}

/** The subrequest for whose sake the others were rolled back. */
function refusalIn(
  answer: unknown,
  requests: readonly Subrequest[],
): { readonly busy: boolean; readonly problem: Problem } | undefined {
  const parts = isRow(answer) && Array.isArray(answer['compositeResponse']) ? answer['compositeResponse'] : [];
  const failures = parts.filter(isRow).flatMap((part) => {
    const status = Number(part['httpStatusCode']);
    const failure = failureOf(status, part['body']);
    return status >= 400 && failure.code !== 'PROCESSING_HALTED' ? [{ failure, reference: part['referenceId'] }] : [];
  });
  const [first] = failures;
  if (!first) return undefined;
  const { failure, reference } = first;
  const change = requests.find((request) => request.reference === reference)?.change ?? '';
  const message = `${change}: ${failure.code === '' ? '' : `${failure.code}: `}${failure.message}`;
  return { busy: isBusy(failure), problem: new Problem({ kind: 'org', code: 'org-refused', message }) };
}

function requestsOf(batch: readonly Change[], ids: RecordIds): readonly Subrequest[] {
  const created = new Map<string, string>();
  return batch.flatMap((change, at): readonly Subrequest[] => {
    const reference = `c${at}`;
    const request = (part: Omit<Subrequest, 'change' | 'reference'>, suffix = ''): Subrequest => ({
      ...part,
      change: change.id,
      reference: `${reference}${suffix}`,
    });
    const userId = (username: string): string =>
      created.get(username.toLowerCase()) ?? known(change, 'user', username, ids.user(username));
    switch (change.subject) {
      case 'user':
        if (!change.before && change.after) created.set(change.after.username.toLowerCase(), `@{${reference}.id}`);
        return userRequests(change.before, change.after, change, ids, request);
      case 'licence':
        return [licenceRequest(change.before, change.after, change, ids, userId, request)];
      case 'assignment':
        return [assignmentRequest(change.before, change.after, change, ids, userId, request)];
      case 'permission-set': {
        const name = change.before?.name ?? '';
        return [
          request({
            method: 'DELETE',
            path: `/sobjects/PermissionSet/${known(change, 'permission set', name, ids.permissionSet(name))}`,
          }),
        ];
      }
      default:
        return [];
    }
  });
}

function known(change: Change, what: string, name: string, id: string | undefined): string {
  if (id !== undefined) return id;
  throw new Problem({
    kind: 'org',
    code: 'org-refused',
    message: `${change.id}: the org has no ${what} ${name}.`,
    actions: ['Somebody may have removed it meanwhile: plan again.'],
  });
}

type Request = (part: Omit<Subrequest, 'change' | 'reference'>, suffix?: string) => Subrequest;

const USER_FIELDS: readonly (readonly [keyof UserState, string])[] = [
  ['username', 'Username'],
  ['lastName', 'LastName'],
  ['alias', 'Alias'],
  ['email', 'Email'],
  ['timeZone', 'TimeZoneSidKey'],
  ['locale', 'LocaleSidKey'],
  ['language', 'LanguageLocaleKey'],
  ['encoding', 'EmailEncodingKey'],
  ['federationId', 'FederationIdentifier'],
  ['active', 'IsActive'],
];

/** No password is set and no e-mail asked for: the user is for a program. */
function userRequests(
  before: UserState | undefined,
  after: UserState | undefined,
  change: Change,
  ids: RecordIds,
  request: Request,
): readonly Subrequest[] {
  if (!after) return [];
  const fields = USER_FIELDS.filter(([key]) => after[key] !== undefined && after[key] !== before?.[key]);
  const values: Record<string, unknown> = Object.fromEntries(fields.map(([key, field]) => [field, after[key]]));
  if (before?.profile !== after.profile)
    values['ProfileId'] = known(change, 'profile', after.profile, ids.profile(after.profile));
  if (!before) return [request({ method: 'POST', path: '/sobjects/User', body: values })];
  const id = known(change, 'user', before.username, ids.user(before.username));
  const login = (): string => known(change, 'user', before.username, ids.userLogin(before.username));
  return [
    ...(Object.keys(values).length > 0
      ? [request({ method: 'PATCH', path: `/sobjects/User/${id}`, body: values })]
      : []),
    ...(before.frozen !== after.frozen
      ? [request({ method: 'PATCH', path: `/sobjects/UserLogin/${login()}`, body: { IsFrozen: after.frozen } }, 'f')]
      : []),
  ];
}

function licenceRequest(
  before: LicenceState | undefined,
  after: LicenceState | undefined,
  change: Change,
  ids: RecordIds,
  userId: (username: string) => string,
  request: Request,
): Subrequest {
  if (after) {
    const body = {
      AssigneeId: userId(after.username),
      PermissionSetLicenseId: known(change, 'permission set licence', after.licence, ids.licence(after.licence)),
    };
    return request({ method: 'POST', path: '/sobjects/PermissionSetLicenseAssign', body });
  }
  const { username = '', licence = '' } = before ?? {};
  const id = known(change, 'assignment of', licence, ids.licenceAssignment(username, licence));
  return request({ method: 'DELETE', path: `/sobjects/PermissionSetLicenseAssign/${id}` });
}

function assignmentRequest(
  before: AssignmentState | undefined,
  after: AssignmentState | undefined,
  change: Change,
  ids: RecordIds,
  userId: (username: string) => string,
  request: Request,
): Subrequest {
  if (before) {
    const id = known(change, 'assignment of', before.target.name, ids.assignment(before));
    const path = `/sobjects/PermissionSetAssignment/${id}`;
    return after
      ? request({ method: 'PATCH', path, body: { ExpirationDate: after.expires ?? null } })
      : request({ method: 'DELETE', path });
  }
  const { username = '', target, expires } = after ?? {};
  const isGroup = target?.kind === 'group';
  const name = target?.name ?? '';
  const id = isGroup
    ? known(change, 'permission set group', name, ids.group(name))
    : known(change, 'permission set', name, ids.permissionSet(name));
  const body = {
    AssigneeId: userId(username),
    [isGroup ? 'PermissionSetGroupId' : 'PermissionSetId']: id,
    ...(expires === undefined ? {} : { ExpirationDate: expires }),
  };
  return request({ method: 'POST', path: '/sobjects/PermissionSetAssignment', body });
}
