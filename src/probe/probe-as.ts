import { openProbeWire } from '../connectors/org/probe-wire.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import type { AccessCheck, ProbeRun } from '../model/verification.ts';
import { BOUND_REACHED, untried } from '../verify/judge-answer.ts';
import type { ProbePlan } from '../verify/probe-plan.ts';
import { probeReads } from './probe-reads.ts';
import { probeSystem } from './probe-system.ts';
import { probeWrites } from './probe-writes.ts';
import { openRecordMaker } from './record-maker.ts';
import { runSteps, type Ways } from './run-steps.ts';

export interface ProbeSubject {
  /** Opened with the token of the integration. */
  readonly session: OrgSession;
  /** Of who runs this: it makes records to try something on, and removes them. */
  readonly maker: OrgSession;
  readonly username: string;
  /** Id of the user. */
  readonly userId: string;
  readonly mayRead: (object: string) => boolean;
  /** How the session was opened, in words. */
  readonly by: string;
}

export interface ProbeOptions {
  /** Twelve characters that no other probe has. */
  readonly nonce: string;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds before the first second try. */
  readonly firstWait?: number | undefined;
}

export interface Probed {
  readonly run: ProbeRun;
  readonly checks: readonly AccessCheck[];
}

/** Tries in the name of an integration what it may and what it may not. What was made for it is removed, whatever happens. */
export async function probeAs(subject: ProbeSubject, plan: ProbePlan, options: ProbeOptions): Promise<Probed> {
  const { session, username, userId, mayRead, by } = subject;
  const { nonce, signal, firstWait } = options;
  const { asUser, asMaker } = plan.calls;
  const mark = `Leastwise probe ${nonce}`;
  const wire = openProbeWire(session, { most: asUser, whenUsedUp: BOUND_REACHED, firstWait });
  const maker = openRecordMaker(subject.maker, { mark, userId, mayRead, firstWait });
  const ways: Ways = { wire, maker, isInterrupted: () => signal?.aborted === true };
  let checks: readonly AccessCheck[] = [];
  let records = { made: 0, removed: 0, left: [] as readonly string[] };
  try {
    const { username: told, answer } = await wire.who();
    const isIt = told?.toLowerCase() === username.toLowerCase();
    checks = isIt
      ? await tryAll(ways, plan, mark)
      : [
          nothingTold(
            told === undefined
              ? `the org does not say whose token it is (${answer.status} ${answer.code})`.trim()
              : `the token is that of ${told}`,
          ),
        ];
  } finally {
    records = await maker.removeAll();
    await maker.close();
    await wire.close();
  }
  return { run: { by, calls: wire.calls() + maker.calls(), atMost: asUser + asMaker, records }, checks };
}

async function tryAll(ways: Ways, plan: ProbePlan, mark: string): Promise<readonly AccessCheck[]> {
  const checks: AccessCheck[] = [...(await probeReads(ways.wire, plan))];
  if (ways.isInterrupted()) return [...checks, nothingTold('it was interrupted before the rest was tried')];
  for (const system of plan.system) checks.push(...(await probeSystem(ways, system)));
  for (const object of plan.closed) {
    const asked = `POST /sobjects/${object}, taken back`;
    const trial = { name: 'made', method: 'POST', path: `/sobjects/${object}`, body: {} } as const;
    const step = { permission: `${object}:create`, granted: false, kind: 'create-closed', asked, trial } as const;
    checks.push(...(await runSteps(ways, object, undefined, [step])));
  }
  for (const object of plan.reached) checks.push(...(await probeWrites({ ...ways, mark }, object)));
  return [...checks, ...plan.untried];
}

/** Whatever a token of somebody else may or may not do, it says nothing about the integration. */
function nothingTold(reason: string): AccessCheck {
  return untried({ permission: 'everything', granted: true, asked: '' }, reason);
}
