import { readRotation, writeRotation } from '../connectors/file/rotations.ts';
import {
  type Consumer,
  type ConsumerPair,
  dropPair,
  findConsumer,
  promotePair,
  readPair,
  readStaged,
  type StagedPair,
  stagePair,
} from '../connectors/org/consumer-credentials.ts';
import { requestToken, revokeToken } from '../connectors/org/oauth-token.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import { openWriteWire, type WriteWire } from '../connectors/org/write-wire.ts';
import { credentialsText } from '../credentials/credentials-text.ts';
import { checkSink, handOver } from '../credentials/sink.ts';
import type { LoginSubject } from '../model/login-subject.ts';
import { Problem } from '../model/problem.ts';
import type { Rotation, RotationState } from '../model/rotation.ts';
import { oauthErrorMeaning } from '../platform/oauth-errors.ts';
import { checkSilence } from './old-credentials.ts';
import type { RotateOptions } from './rotate-options.ts';
import { aborted, needsSink, notStaged, notVerified, tooLate } from './rotation-problems.ts';

/** What the steps of one run work with. The org knows both pairs, the file what was done with them. */
interface Work {
  readonly session: OrgSession;
  readonly wire: WriteWire;
  readonly consumer: Consumer;
  readonly subject: LoginSubject;
  readonly folder: string;
  readonly options: RotateOptions;
  readonly kept: Rotation | undefined;
}

/** Consumer key and secret: two pairs of them can live side by side for thirty days (facts 6.3; Connect REST API 65). */
export async function rotateSecret(
  session: OrgSession,
  subject: LoginSubject,
  folder: string,
  options: RotateOptions,
): Promise<RotationState> {
  const wire = openWriteWire(session);
  try {
    const consumer = await findConsumer(wire, subject.app.name);
    const kept = await readRotation(folder, session.orgId, subject.name);
    const work: Work = { session, wire, consumer, subject, folder, options, kept };
    const pair = await readStaged(wire, consumer);
    switch (options.step) {
      case 'stage':
        return await stage(work, pair);
      case 'promote':
        return await promote(work, pair);
      case 'revoke':
        return await revoke(work, pair);
      case 'abort':
        return await abort(work, pair);
    }
  } finally {
    await wire.close();
  }
}

function state(
  { subject }: Work,
  stage: RotationState['stage'],
  told: Pick<RotationState, 'done' | 'old' | 'next'>,
): RotationState {
  return { integration: subject.name, app: subject.app.name, flow: 'client-credentials', stage, ...told };
}

const again = ({ subject }: Work, step: string): string => `leastwise login rotate ${subject.name} --${step}`;

async function save({ folder, session, subject, kept }: Work, changed: Partial<Rotation>): Promise<Rotation> {
  const rotation: Rotation = {
    integration: subject.name,
    orgId: session.orgId,
    app: subject.app.name,
    flow: 'client-credentials',
    staged: '',
    verified: undefined,
    promoted: undefined,
    finished: undefined,
    subject: '',
    ...kept,
    ...changed,
  };
  await writeRotation(folder, rotation);
  return rotation;
}

/** Makes a pair, or goes on with the one that is there. */
async function stage(work: Work, found: StagedPair | undefined): Promise<RotationState> {
  const { wire, consumer, kept, options } = work;
  if (found?.state === 'Rotated') return promotedState(work, found, []);
  if (found === undefined && kept?.promoted !== undefined && kept.finished === undefined) return ended(work);
  if (found?.state === 'Expired') await dropPair(wire, consumer, found);
  const usable = found?.state === 'Active' ? found : undefined;
  const isKnown = usable !== undefined && kept?.subject === usable.id;
  if (usable && isKnown && kept.verified !== undefined) return stagedState(work, usable, []);
  if (options.sink === undefined) throw needsSink(usable !== undefined);
  await checkSink(options.sink);
  const pair = usable ?? (await stagePair(wire, consumer));
  await deliver(work, pair, usable === undefined);
  const now = options.now().toISOString();
  await save(work, { staged: now, subject: pair.id, verified: undefined, promoted: undefined, finished: undefined });
  await verify(work, pair);
  await save(work, {
    staged: now,
    subject: pair.id,
    verified: options.now().toISOString(),
    promoted: undefined,
    finished: undefined,
  });
  const made = usable === undefined ? 'a second pair was made' : 'the staged pair was read again';
  return stagedState(work, pair, [made, 'it was handed over', 'it logs in']);
}

/** A pair that could not be handed over must not stay. */
async function deliver({ wire, consumer, session, options }: Work, pair: StagedPair, isNew: boolean): Promise<void> {
  if (options.sink === undefined) throw needsSink(true);
  const credentials = { loginUrl: session.url, clientId: pair.key, clientSecret: pair.secret, username: undefined };
  try {
    await handOver(options.sink, credentialsText(credentials, options.format));
  } catch (error) {
    if (isNew) await dropPair(wire, consumer, pair);
    throw error;
  }
}

/** @throws Problem `credentials-refused` */
async function verify({ session }: Work, { key, secret }: ConsumerPair): Promise<void> {
  const answer = await requestToken(session.url, {
    grant_type: 'client_credentials',
    client_id: key,
    client_secret: secret,
  });
  if (answer.ok) {
    await revokeToken(answer.token);
    return;
  }
  const { code, message, status } = answer.failure;
  const meaning = oauthErrorMeaning(code, message);
  throw new Problem({
    kind: 'org',
    code: 'credentials-refused',
    message: `The new credentials do not log in: ${code || status}: ${message}${meaning ? ` — ${meaning.meaning}` : ''}.`,
    actions: [...(meaning?.actions ?? []), 'The old ones are in use as before. Run it again, or give up: --abort'],
  });
}

function stagedState(work: Work, { expires }: StagedPair, done: readonly string[]): RotationState {
  return state(work, 'staged', {
    done,
    old: ['the old pair is in use as before'],
    next: [
      'Let the application use the new pair: both work.',
      `Then put it in place of the old: ${again(work, 'promote')}`,
      ...(expires === '' ? [] : [`Until ${expires.slice(0, 10)}: then the staged pair ends by itself.`]),
    ],
  });
}

async function promote(work: Work, pair: StagedPair | undefined): Promise<RotationState> {
  const { wire, consumer, kept, options } = work;
  if (pair?.state === 'Rotated') return promotedState(work, pair, []);
  if (pair?.state !== 'Active') throw notStaged(work.subject.name);
  if (kept?.subject !== pair.id || kept.verified === undefined) throw notVerified(work.subject.name);
  await promotePair(wire, consumer, pair);
  await save(work, { promoted: options.now().toISOString() });
  await verify(work, await readPair(wire, consumer));
  const old = await readStaged(wire, consumer);
  return promotedState(work, old, ['the new pair took over', 'it logs in']);
}

function promotedState(work: Work, old: StagedPair | undefined, done: readonly string[]): RotationState {
  const until = old && old.expires !== '' ? ` until ${old.expires.slice(0, 10)}, when it ends by itself` : '';
  return state(work, 'promoted', {
    done,
    old: [`the old pair still works${until}`],
    next: [`When nothing uses it any more, end it: ${again(work, 'revoke')}`],
  });
}

/** Ends the old pair, when it is silent. */
async function revoke(work: Work, old: StagedPair | undefined): Promise<RotationState> {
  const { wire, consumer, kept, options } = work;
  if (old === undefined && kept?.promoted !== undefined) return ended(work);
  if (old?.state !== 'Rotated') throw notStaged(work.subject.name);
  const evidence = await checkSilence(work.session, work.subject, {
    key: old.key,
    since: kept?.promoted ?? old.created,
    silentDays: options.silentDays,
    isSwitched: options.isSwitched,
    now: options.now(),
  });
  await dropPair(wire, consumer, old);
  await save(work, { finished: options.now().toISOString() });
  await verify(work, await readPair(wire, consumer));
  return state(work, 'finished', { done: ['the old pair was ended', 'the new one logs in'], old: evidence, next: [] });
}

/** Thirty days have passed: the old pair is gone without us. */
async function ended(work: Work): Promise<RotationState> {
  await save(work, { finished: work.options.now().toISOString() });
  return state(work, 'finished', { done: [], old: ['the old pair has ended by itself'], next: [] });
}

async function abort(work: Work, pair: StagedPair | undefined): Promise<RotationState> {
  const { wire, consumer, options } = work;
  if (pair?.state === 'Rotated') throw tooLate(work.subject.name);
  if (pair === undefined) throw notStaged(work.subject.name);
  await dropPair(wire, consumer, pair);
  await save(work, { finished: options.now().toISOString() });
  return { ...state(work, 'aborted', aborted), flow: 'client-credentials' };
}
