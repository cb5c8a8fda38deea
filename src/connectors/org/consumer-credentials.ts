import { Problem } from '../../model/problem.ts';
import { isRow, type Row, textIn } from './row.ts';
import type { WriteWire } from './write-wire.ts';

/** The OAuth consumer of an external client app. */
export interface Consumer {
  readonly app: string;
  /** Its resource: `/services/data/v68.0/apps/oauth/credentials/0xI…/888…`. */
  readonly path: string;
  readonly key: string;
}

export interface ConsumerPair {
  readonly key: string;
  readonly secret: string;
}

/** The pair beside the one in use: staged (`Active`), or replaced and not yet gone (`Rotated`). */
export interface StagedPair extends ConsumerPair {
  readonly id: string;
  readonly state: 'Active' | 'Expired' | 'Rotated' | string;
  /** ISO instants; empty when the org does not say. */
  readonly created: string;
  readonly expires: string;
}

/**
 * The consumer of an app.
 *
 * Source: Connect REST API, "OAuth Credentials by App ID" (API 60, staged credentials 65).
 *
 * @throws Problem `no-such-app`, `secrets-closed`
 */
export async function findConsumer(wire: WriteWire, app: string): Promise<Consumer> {
  const soql = `SELECT Id FROM ExternalClientApplication WHERE DeveloperName = '${app.replaceAll(/[\\']/g, '\\$&')}'`;
  const found = await wire.send({ method: 'GET', path: `${wire.base}/query?q=${encodeURIComponent(soql)}` });
  const [record] = rowsIn(found, 'records');
  if (record === undefined) throw noSuchApp(wire, app);
  const path = `${wire.base}/apps/oauth/credentials/${textIn(record, 'Id')}`;
  const [consumer] = rowsIn(await asked(wire, { method: 'GET', path }), 'consumers');
  if (consumer === undefined) throw noSuchApp(wire, app);
  const own = `${path}/${textIn(consumer, 'id')}`;
  const { key } = pairIn(await asked(wire, { method: 'GET', path: `${own}?part=key` }));
  return { app, path: own, key };
}

/** What the app logs in with now. */
export async function readPair(wire: WriteWire, { path }: Consumer): Promise<ConsumerPair> {
  return pairIn(await asked(wire, { method: 'GET', path: `${path}?part=keyandsecret` }));
}

export async function readStaged(wire: WriteWire, { path }: Consumer): Promise<StagedPair | undefined> {
  return stagedIn(await asked(wire, { method: 'GET', path: `${path}/staged` }));
}

export async function stagePair(wire: WriteWire, consumer: Consumer): Promise<StagedPair> {
  // A POST without a body is never answered: the resource waits for one.
  const answer = stagedIn(await asked(wire, { method: 'POST', path: `${consumer.path}/staged`, body: '{}' }));
  const staged = answer?.id && answer.secret !== '' ? answer : await readStaged(wire, consumer);
  if (staged) return staged;
  throw new Problem({
    kind: 'org',
    code: 'nothing-staged',
    message: `${wire.session.label} staged nothing for ${consumer.app}, though it said it would.`,
    actions: ['Look at the app in External Client App Manager, then run it again.'],
  });
}

/** The staged pair takes over; the one it replaces goes on for thirty days in the same place. */
export async function promotePair(wire: WriteWire, { path }: Consumer, { id }: StagedPair): Promise<void> {
  await asked(wire, { method: 'PATCH', path: `${path}/staged/${id}`, body: JSON.stringify({ command: 'rotate' }) });
}

/** Ends the pair that is not in use: a staged one, or a replaced one. */
export async function dropPair(wire: WriteWire, { path }: Consumer, { id }: StagedPair): Promise<void> {
  await asked(wire, { method: 'DELETE', path: `${path}/staged/${id}` });
}

/** A refusal for want of the setting or the permissions is told in full. */
async function asked(wire: WriteWire, request: Parameters<WriteWire['send']>[0]): Promise<unknown> {
  try {
    return await wire.send(request);
  } catch (error) {
    if (error instanceof Problem && /not currently enabled|not enabled|FUNCTIONALITY_NOT_ENABLED/i.test(error.message))
      throw secretsClosed(wire, error);
    throw error;
  }
}

function secretsClosed({ session }: WriteWire, cause: unknown): Problem {
  return new Problem({
    kind: 'org',
    code: 'secrets-closed',
    message: `${session.label} does not let ${session.username} read the credentials of apps.`,
    actions: [
      'In External Client App Settings, turn on "Allow access to External Client App consumer secrets via REST API"; turn it off again afterwards.',
      `Give ${session.username} External Client App Developer and View Client Secret for the time it takes.`,
      'Or copy key and secret from the app in Setup, and give them by --credentials or in the environment.',
    ],
    cause,
  });
}

function noSuchApp({ session }: WriteWire, app: string): Problem {
  return new Problem({
    kind: 'org',
    code: 'no-such-app',
    message: `${session.label} has no external client app ${app} with OAuth.`,
    actions: ['Make it as declared: leastwise apply --target-org <alias>.'],
  });
}

function rowsIn(answer: unknown, key: string): readonly Row[] {
  const list = isRow(answer) ? answer[key] : undefined;
  return Array.isArray(list) ? list.filter(isRow) : [];
}

function pairIn(answer: unknown): ConsumerPair {
  const row = isRow(answer) ? answer : {};
  return { key: textIn(row, 'key'), secret: textIn(row, 'secret') };
}

/** The pair itself, or a list that holds it. */
function stagedIn(answer: unknown): StagedPair | undefined {
  const row =
    rowsIn(answer, 'stagedCredentials')[0] ?? (isRow(answer) && textIn(answer, 'key') !== '' ? answer : undefined);
  if (row === undefined) return undefined;
  const url = textIn(row, 'stagedCredentialsUrl') || textIn(row, 'url');
  return {
    ...pairIn(row),
    id: textIn(row, 'id') || (url.split('/').at(-1) ?? ''),
    state: textIn(row, 'state'),
    created: textIn(row, 'createdDate'),
    expires: textIn(row, 'expirationDate'),
  };
}
