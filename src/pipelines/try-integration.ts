import type { OrgSession } from '../connectors/org/session.ts';
import type { AccessCheck, ProbeRun } from '../model/verification.ts';
import type { ProbeOptions } from '../probe/probe-as.ts';
import { untried } from '../verify/judge-answer.ts';
import { planProbe } from '../verify/probe-plan.ts';
import type { VerifySubject } from '../verify/subject.ts';
import type { SubjectOptions } from './login-subject.ts';
import { openProbeSession, type ProbeCredentials } from './probe-session.ts';

export interface ProbeChoice extends ProbeCredentials, Omit<ProbeOptions, 'nonce'> {
  readonly allowProduction: boolean;
  /** Characters that no other probe has. */
  readonly nonce: () => string;
}

export interface ToldBeforehand {
  readonly integration: string;
  readonly username: string;
  /** Requests at most. */
  readonly atMost: number;
  readonly objects: number;
}

export interface TryOptions extends Omit<SubjectOptions, 'integration'> {
  /** Try it as the integrations themselves; nothing is tried without it. */
  readonly probe: ProbeChoice | undefined;
  /** Told before the first request in the name of an integration. */
  readonly onProbe?: ((told: ToldBeforehand) => void) | undefined;
  readonly now: () => Date;
}

interface Tried {
  readonly run: ProbeRun | null;
  readonly checks: readonly AccessCheck[];
}

/** Logs in as an integration, and tries what it may and what it may not. */
export async function tryIntegration(
  session: OrgSession,
  { user, desired, questions, expected, current }: VerifySubject,
  options: TryOptions,
): Promise<Tried> {
  const { probe, onProbe } = options;
  if (!probe) return { run: null, checks: [] };
  if (user?.recordId === undefined) return nothing('the org has no such user');
  if (probe.signal?.aborted) return nothing('it was interrupted');
  const { username, recordId: userId } = user;
  const opened = await openProbeSession(session, { ...options, integration: desired.name }, username, probe);
  if (!opened.ok) return nothing(opened.reason);
  const plan = planProbe(questions, expected, current);
  const atMost = plan.calls.asUser + plan.calls.asMaker;
  onProbe?.({ integration: desired.name, username, atMost, objects: plan.reached.length + plan.closed.length });
  const { probeAs } = await import('../probe/probe-as.ts');
  const mayRead = (object: string): boolean => expected.may({ kind: 'object', object, verb: 'read' });
  try {
    const subject = { session: opened.session, maker: session, username, userId, mayRead, by: opened.by };
    return await probeAs(subject, plan, { ...probe, nonce: probe.nonce() });
  } finally {
    await opened.end();
  }
}

function nothing(reason: string): Tried {
  const check = untried({ permission: 'everything', granted: true, asked: 'log in' }, reason);
  return { run: null, checks: [check] };
}
