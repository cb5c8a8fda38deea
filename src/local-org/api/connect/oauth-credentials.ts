import { type App, appByRecord } from '../../login/apps.ts';
import {
  dropStaged,
  primarySecret,
  rotateCredentials,
  type StagedCredentials,
  stageCredentials,
  stagedOf,
} from '../../login/consumer-credentials.ts';
import { OrgError } from '../../org-error.ts';
import { auditTrail } from '../../records/setup/audit-trail.ts';
import { fullId } from '../../store/ids.ts';
import { type ApiAnswer, jsonAnswer, NO_CONTENT, type SessionRequest } from '../api.ts';
import { jsonBody, recordBody } from '../rest/json-body.ts';
import { actorOf } from '../rest/records.ts';

/** Every external client app has one consumer here; its id is made of that of the app. */
const CONSUMER_PREFIX = '888';

const pathOf = ({ version }: SessionRequest): string => `/services/data/v${version}/apps/oauth`;

/** Text seen in orgs. */
function mayAsk({ org, access }: SessionRequest): void {
  const may = org.switches.clientSecretsByRest && access.has('ExternalClientAppDeveloper');
  if (!may)
    throw new OrgError(403, 'FUNCTIONALITY_NOT_ENABLED', 'This feature is not currently enabled for this user.');
}

function maySeeSecrets(request: SessionRequest): void {
  mayAsk(request);
  if (!request.access.has('ViewClientSecret'))
    throw new OrgError(403, 'FUNCTIONALITY_NOT_ENABLED', 'This feature is not currently enabled for this user.');
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  return value;
}

function appOf({ org, parameters }: SessionRequest): App {
  const app = found(appByRecord(org, fullId(parameters['app'] ?? '') ?? ''));
  return found(app.kind === 'external-client-app' ? app : undefined);
}

const consumerId = ({ recordId }: App): string => found(fullId(`${CONSUMER_PREFIX}${recordId.slice(3, 15)}`));

/** The app of a path that names its consumer too. */
function consumerApp(request: SessionRequest): App {
  const app = appOf(request);
  return found(fullId(request.parameters['consumer'] ?? '') === consumerId(app) ? app : undefined);
}

export function usage(request: SessionRequest): ApiAnswer {
  mayAsk(request);
  const rows = request.org.store.all(
    'SELECT "Id", "DeveloperName", "MasterLabel" FROM "ExternalClientApplication" ORDER BY "DeveloperName"',
  );
  const apps = rows.map((row) => ({
    developerName: row['DeveloperName'],
    identifier: row['Id'],
    label: row['MasterLabel'],
  }));
  return jsonAnswer({ apps, currentPageUrl: `${pathOf(request)}/usage`, nextPageUrl: null });
}

export function consumers(request: SessionRequest): ApiAnswer {
  mayAsk(request);
  const app = appOf(request);
  const path = `${pathOf(request)}/credentials/${app.recordId}`;
  const url = `${path}/${consumerId(app)}`;
  const one = { id: consumerId(app), key: app.consumerKey, name: app.name, stagedCredentialsUrl: `${url}/staged`, url };
  return jsonAnswer({ consumers: [one], currentPageUrl: path, nextPageUrl: null });
}

/** `?part=key`, `secret` or `keyandsecret`. */
export function consumer(request: SessionRequest): ApiAnswer {
  const part = request.query.get('part') ?? 'key';
  if (!['key', 'secret', 'keyandsecret'].includes(part)) throw new OrgError(400, 'INVALID_INPUT', 'part is not valid');
  if (part === 'key') mayAsk(request);
  else maySeeSecrets(request);
  const app = consumerApp(request);
  return jsonAnswer({
    id: consumerId(app),
    ...(part === 'secret' ? {} : { key: app.consumerKey }),
    ...(part === 'key' ? {} : { secret: primarySecret(request.org, app) ?? null }),
  });
}

function stagedJson(request: SessionRequest, app: App, pair: StagedCredentials) {
  const { id, key, secret, state, createdBy, createdDate, expirationDate } = pair;
  const stagedCredentialsUrl = `${pathOf(request)}/credentials/${app.recordId}/${consumerId(app)}/staged/${id}`;
  const url = stagedCredentialsUrl;
  return { createdBy, createdDate, expirationDate, id, key, secret: secret ?? null, stagedCredentialsUrl, state, url };
}

function collection(request: SessionRequest, app: App, pair: StagedCredentials | undefined, status = 200): ApiAnswer {
  const url = `${pathOf(request)}/credentials/${app.recordId}/${consumerId(app)}/staged`;
  return jsonAnswer({ stagedCredentials: pair ? [stagedJson(request, app, pair)] : [], url }, status);
}

export function staged(request: SessionRequest): ApiAnswer {
  maySeeSecrets(request);
  const app = consumerApp(request);
  return collection(request, app, stagedOf(request.org, app.recordId));
}

/** One second pair at a time. The text of the refusal is a best guess. */
export function stage(request: SessionRequest): ApiAnswer {
  maySeeSecrets(request);
  const { org, access } = request;
  const app = consumerApp(request);
  if (stagedOf(org, app.recordId)) throw new OrgError(400, 'INVALID_INPUT', 'Staged credentials already exist');
  const pair = stageCredentials(org, app.recordId, access.userId);
  trail(request, 'Staged', app);
  return collection(request, app, pair, 201);
}

/** The action is a best guess. */
function trail(request: SessionRequest, what: string, { name }: App): void {
  const display = `${what} consumer credentials of external client app ${name}`;
  auditTrail(actorOf(request), 'externalClientAppCredentials', 'External Client Apps', display);
}

function namedPair(request: SessionRequest, app: App): StagedCredentials {
  const pair = found(stagedOf(request.org, app.recordId));
  return found(pair.id.slice(0, 15) === request.parameters['staged']?.slice(0, 15) ? pair : undefined);
}

export function readStaged(request: SessionRequest): ApiAnswer {
  maySeeSecrets(request);
  const app = consumerApp(request);
  return jsonAnswer(stagedJson(request, app, namedPair(request, app)));
}

/** `{ "command": "rotate" }`. */
export function rotate(request: SessionRequest): ApiAnswer {
  maySeeSecrets(request);
  const { org, access, body } = request;
  const app = consumerApp(request);
  const pair = namedPair(request, app);
  if (recordBody(jsonBody(body))['command'] !== 'rotate')
    throw new OrgError(400, 'INVALID_INPUT', 'command is not valid');
  if (pair.state !== 'Active') throw new OrgError(400, 'INVALID_INPUT', 'Only staged credentials can be rotated');
  const replaced = rotateCredentials(org, app, pair, access.userId);
  trail(request, 'Rotated', app);
  return jsonAnswer(stagedJson(request, app, replaced));
}

export function removeStaged(request: SessionRequest): ApiAnswer {
  maySeeSecrets(request);
  const app = consumerApp(request);
  namedPair(request, app);
  dropStaged(request.org, app.recordId);
  trail(request, 'Deleted staged', app);
  return NO_CONTENT;
}
