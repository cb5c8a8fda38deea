import { rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readRotation, writeRotation } from '../connectors/file/rotations.ts';
import { queryTogether, rowsOf } from '../connectors/org/query.ts';
import { textIn } from '../connectors/org/row.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import { openWire } from '../connectors/org/wire.ts';
import { makeKeyPair } from '../credentials/key-pair.ts';
import { checkSink, handOver } from '../credentials/sink.ts';
import { writeWhole } from '../files/write-whole.ts';
import { certificateMarkIn } from '../model/certificate-mark.ts';
import type { LoginSubject } from '../model/login-subject.ts';
import { Problem } from '../model/problem.ts';
import type { Rotation, RotationState } from '../model/rotation.ts';
import type { RotateOptions } from './rotate-options.ts';
import { aborted, needsSink, notStaged, tooLate } from './rotation-problems.ts';

interface Work {
  readonly session: OrgSession;
  readonly subject: LoginSubject;
  readonly folder: string;
  readonly options: RotateOptions;
  readonly kept: Rotation | undefined;
  /** The certificate that is declared, and the one beside it that is to follow. */
  readonly certificate: string;
  readonly following: string;
}

/**
 * Private key and certificate. An app holds one certificate (ExtlClntAppGlobalOauthSettings, facts 6.3), so there is no time in
 * which both keys work: the application gets the new key first and tries it before the old one, and nothing is lost when the
 * certificate is replaced. Tokens that were given before go on until their session ends.
 */
export async function rotateKey(
  session: OrgSession,
  subject: LoginSubject,
  folder: string,
  options: RotateOptions,
): Promise<RotationState> {
  const { login, file, name } = subject.declaration;
  if (login?.certificate === undefined) throw noCertificate(name);
  const certificate = resolve(dirname(file), login.certificate);
  const following = certificate.replace(/(\.[^./\\]+)?$/, '.next$1');
  const kept = await readRotation(folder, session.orgId, name);
  const work: Work = { session, subject, folder, options, kept, certificate, following };
  switch (options.step) {
    case 'stage':
      return stage(work);
    case 'promote':
      return promote(work);
    case 'revoke':
      return finish(work);
    case 'abort':
      return abort(work);
  }
}

function noCertificate(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'no-certificate',
    message: `${name} logs in by JWT, and no certificate is declared that could be replaced.`,
    actions: [`Make the first: leastwise login keys ${name} --file <file>`],
  });
}

function state(
  { subject }: Work,
  stage: RotationState['stage'],
  told: Pick<RotationState, 'done' | 'old' | 'next'>,
): RotationState {
  return { integration: subject.name, app: subject.app.name, flow: 'jwt-bearer', stage, ...told };
}

const command = ({ subject }: Work, rest: string): string => `leastwise ${rest.replace('{name}', subject.name)}`;
const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function stage(work: Work): Promise<RotationState> {
  const { subject, folder, options, following, session, kept } = work;
  if (await exists(following)) return stagedState(work, []);
  if (kept?.promoted !== undefined && kept.finished === undefined) return promotedState(work, []);
  if (options.sink === undefined) throw needsSink(false);
  await checkSink(options.sink);
  const pair = await makeKeyPair({ name: subject.name, ...options.newKey, now: options.now() });
  await handOver(options.sink, pair.privateKey);
  await writeWhole(following, pair.certificate);
  const now = options.now().toISOString();
  await writeRotation(folder, {
    integration: subject.name,
    orgId: session.orgId,
    app: subject.app.name,
    flow: 'jwt-bearer',
    staged: now,
    verified: now,
    promoted: undefined,
    finished: undefined,
    subject: pair.fingerprint,
  });
  return stagedState(work, [
    'a new key was made and handed over',
    `its certificate ${pair.fingerprint}, valid until ${pair.ends}, is in ${following}`,
  ]);
}

function stagedState(work: Work, done: readonly string[]): RotationState {
  return state(work, 'staged', {
    done,
    old: ['the old key is in use as before', 'an app holds one certificate: the two keys never work at the same time'],
    next: [
      'Give the application both keys: it tries the new one first, then the old one.',
      `Then let the new certificate take over: ${command(work, 'login rotate {name} --promote')}`,
    ],
  });
}

/** From here on the plan shows the new certificate; the org changes when it is applied. */
async function promote(work: Work): Promise<RotationState> {
  const { certificate, following, folder, kept, options } = work;
  if (!(await exists(following))) {
    if (kept?.promoted !== undefined && kept.finished === undefined) return promotedState(work, []);
    throw notStaged(work.subject.name);
  }
  await rename(following, certificate);
  if (kept) await writeRotation(folder, { ...kept, promoted: options.now().toISOString() });
  return promotedState(work, [`the new certificate is in ${certificate}, which the declaration names`]);
}

function promotedState(work: Work, done: readonly string[]): RotationState {
  return state(work, 'promoted', {
    done,
    old: ['the old key logs in until the plan is applied, and not a moment longer'],
    next: [
      `Deploy it: ${command(work, 'apply --target {name}')}`,
      `Then see that it is there: ${command(work, 'login rotate {name} --revoke')}`,
    ],
  });
}

/** The old certificate went when the new one was deployed: what is left is to see that it was. */
async function finish(work: Work): Promise<RotationState> {
  const { kept, folder, options, subject, session } = work;
  if (kept?.promoted === undefined) throw notStaged(subject.name);
  const wire = openWire(session);
  try {
    const soql = `SELECT Description FROM ExternalClientApplication WHERE DeveloperName = '${subject.app.name}'`;
    const [found] = await queryTogether(wire, [{ soql }]);
    const [row] = found ? rowsOf(found) : [];
    const there = certificateMarkIn(row ? textIn(row, 'Description') : '');
    if (there?.fingerprint !== kept.subject) throw notDeployed(work, there?.fingerprint);
    await writeRotation(folder, { ...kept, finished: options.now().toISOString() });
    return state(work, 'finished', {
      done: [`the app holds certificate ${there.fingerprint}, valid until ${there.ends}`],
      old: ['the old key logs in no more'],
      next: ['Destroy the old key.'],
    });
  } finally {
    await wire.close();
  }
}

function notDeployed({ subject, kept }: Work, there: string | undefined): Problem {
  return new Problem({
    kind: 'usage',
    code: 'not-deployed',
    message: `The app ${subject.app.name} holds certificate ${there ?? 'unknown'}, not ${kept?.subject}.`,
    actions: [`Deploy it: leastwise apply --target-org <alias> --target ${subject.name}`],
  });
}

async function abort(work: Work): Promise<RotationState> {
  const { following, folder, kept, options, subject } = work;
  if (kept?.promoted !== undefined && kept.finished === undefined) throw tooLate(subject.name);
  if (!(await exists(following))) throw notStaged(subject.name);
  await rm(following);
  if (kept) await writeRotation(folder, { ...kept, finished: options.now().toISOString() });
  return state(work, 'aborted', aborted);
}
