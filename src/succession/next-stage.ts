import type { LifeCycle, ReplaceStage, RetireStage } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';
import type { Silence } from '../model/silence.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { silenceOf } from './silence.ts';

/** Something on its way out, and how far it has come. */
export interface Standing {
  readonly username: string;
  readonly kind: 'user' | 'person' | 'sets';
  readonly applications: readonly string[];
  /** `undefined`: nothing is decided yet. */
  readonly stage: ReplaceStage | undefined;
  /** ISO date. */
  readonly since: string | undefined;
  /** Usernames that take over from it. */
  readonly newcomers: readonly string[];
}

const STAGES: Readonly<Record<Standing['kind'], readonly RetireStage[]>> = {
  user: ['frozen', 'revoked', 'unassigned', 'deactivated', 'removed'],
  // People keep their accounts, whatever used them besides.
  person: ['revoked'],
  // The account stays: only a set goes from it.
  sets: ['unassigned', 'removed'],
};

/** The stages that are left, in order. */
export function stagesLeft({ kind, stage }: Pick<Standing, 'kind' | 'stage'>): readonly RetireStage[] {
  const at = stage === undefined || stage === 'expand' ? -1 : STAGES[kind].indexOf(stage);
  return STAGES[kind].slice(at + 1);
}

/** The stage before; `undefined` for the first. */
export function stageBefore({ kind, stage }: Pick<Standing, 'kind' | 'stage'>): RetireStage | undefined {
  return stage === undefined || stage === 'expand' ? undefined : STAGES[kind][STAGES[kind].indexOf(stage) - 1];
}

const DAY = 86_400_000;

/** Day from which on a stage may follow on freezing. */
export function thawsInto(
  { stage, since }: Pick<Standing, 'stage' | 'since'>,
  { frozenDays }: LifeCycle,
): string | undefined {
  if (stage !== 'frozen' || since === undefined) return undefined;
  return new Date(Date.parse(since) + frozenDays * DAY).toISOString().slice(0, 10);
}

export function standingSilence(snapshot: Snapshot, standing: Standing, today: string, days: number): Silence {
  const { username, kind, applications } = standing;
  return silenceOf(snapshot, { username, applications: kind === 'person' ? applications : [], today, days });
}

/**
 * Makes sure that a stage may be reached now.
 *
 * @throws Problem `not-cut-over`, `still-in-use`, `silence-unknown`, `still-frozen-too-short`, `still-wanted`, `tokens-not-readable`
 */
export function checkStep(
  snapshot: Snapshot,
  standing: Standing,
  to: RetireStage,
  today: string,
  life: LifeCycle,
): void {
  const steps = stagesLeft(standing);
  const taken = steps.slice(0, steps.indexOf(to) + 1);
  if (taken.includes('frozen') || (standing.kind === 'person' && taken.includes('revoked'))) {
    checkCutOver(snapshot, standing);
    checkSilence(snapshot, standing, today, life);
  }
  if (standing.kind === 'user' && taken.includes('revoked')) checkWait(snapshot, standing, today, life);
  if (taken.includes('revoked') && snapshot.coverage.tokens.state !== 'read')
    throw problem('tokens-not-readable', `Tokens cannot be revoked: ${snapshot.coverage.tokens.reason}.`, [
      'Run as a user who may Customize Application.',
    ]);
}

function checkCutOver({ users, logins, apiCalls }: Snapshot, { newcomers }: Standing): void {
  for (const newcomer of newcomers) {
    const isIts = (one: { readonly username: string }): boolean =>
      one.username.toLowerCase() === newcomer.toLowerCase();
    const isSeen =
      users.some((user) => isIts(user) && user.lastLogin !== undefined) ||
      logins.some((login) => isIts(login) && login.status === 'Success') ||
      apiCalls.some(isIts);
    if (isSeen) continue;
    throw problem('not-cut-over', `${newcomer} has never logged in: the application still uses what it replaces.`, [
      'Give the application its new credentials: leastwise login credentials <name>',
    ]);
  }
}

function checkSilence(snapshot: Snapshot, standing: Standing, today: string, { silentDays }: LifeCycle): void {
  const { state, text, blindSpots } = standingSilence(snapshot, standing, today, silentDays);
  if (state === 'silent') return;
  const isUsed = state === 'in-use';
  throw problem(isUsed ? 'still-in-use' : 'silence-unknown', `${text}.`, [
    isUsed
      ? `Find out what still uses it; it is taken further after ${silentDays} silent days (lifeCycle: { silentDays } in leastwise.yml).`
      : 'Read with a user who may see log-ins and tokens (Manage Users, Customize Application).',
    ...blindSpots.map((spot) => `Blind spot: ${spot}.`),
  ]);
}

function checkWait({ logins }: Snapshot, standing: Standing, today: string, life: LifeCycle): void {
  const { username, stage, since = today } = standing;
  const until = thawsInto(standing, life);
  if (stage !== 'frozen' && life.frozenDays > 0)
    throw problem('still-frozen-too-short', `${username} has to be frozen for ${life.frozenDays} days first.`, [
      'Take one step at a time: leave out --to.',
    ]);
  const attempts = logins.filter(
    (login) =>
      login.username.toLowerCase() === username.toLowerCase() &&
      login.status !== 'Success' &&
      login.last.slice(0, 10) >= since,
  );
  const [attempt] = attempts;
  if (attempt)
    throw problem(
      'still-wanted',
      `Something still tries to log in as ${username}: ${attempt.application || attempt.loginType} from ${attempt.sourceIp}, last on ${attempt.last.slice(0, 10)}.`,
      ['Move it first. To let it in again: take the step back with --back.'],
    );
  if (until !== undefined && today < until)
    throw problem(
      'still-frozen-too-short',
      `${username} is frozen since ${since}; the next step may come on ${until}.`,
      ['Wait: whoever still needs it calls by then (lifeCycle: { frozenDays } in leastwise.yml).'],
    );
}

function problem(code: string, message: string, actions: readonly string[]): Problem {
  return new Problem({ kind: 'usage', code, message, actions });
}
