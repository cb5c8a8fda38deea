import type { ProbeWire } from '../connectors/org/probe-wire.ts';
import type { ProbeAnswer, WriteTrial } from '../model/probe.ts';
import type { AccessCheck } from '../model/verification.ts';
import { type Judged, probeCheck, untried } from '../verify/judge-answer.ts';
import type { RecordMaker } from './record-maker.ts';

/** One request, and what its answer says. */
export interface Step extends Judged {
  readonly trial: WriteTrial;
  /** A request that tries several things at once: what each of them is, to be tried alone when the whole fails. */
  readonly parts?: readonly Step[] | undefined;
}

export interface Ways {
  readonly wire: ProbeWire;
  readonly maker: RecordMaker;
  readonly isInterrupted: () => boolean;
}

/** So many in one transaction, with what comes before and after them: an org takes 25. */
const STEPS_TOGETHER = 20;
const WORKED: ProbeAnswer = { status: 200, code: '', message: '', rows: 0 };

/**
 * Tries steps in transactions that are taken back. The first that fails ends its transaction, so what comes after it is tried
 * in another one, without it.
 *
 * @param first what makes the record that the steps are about, when the integration makes it itself
 * @param tellsFirst whether what became of that is an answer, too
 */
export async function runSteps(
  ways: Ways,
  object: string,
  first: Step | undefined,
  steps: readonly Step[],
  tellsFirst = true,
): Promise<readonly AccessCheck[]> {
  const checks: AccessCheck[] = [];
  let queue = steps;
  let isFirstTold = first === undefined || !tellsFirst;
  while (queue.length > 0 || !isFirstTold) {
    if (ways.isInterrupted()) return [...checks, ...queue.flatMap((step) => notTried(step, 'it was interrupted'))];
    const pack = queue.slice(0, STEPS_TOGETHER);
    const trials = [...(first ? [first.trial] : []), ...pack.map(({ trial }) => trial)];
    const tried = await ways.wire.tryAndTakeBack(object, trials);
    if (!tried.ok)
      return [
        ...checks,
        ...[...(isFirstTold || !first ? [] : [first]), ...queue].flatMap((step) => checksOf(step, tried.answer)),
      ];
    ways.maker.adopt(tried.kept);
    const answers = tried.results.map((result): ProbeAnswer | undefined =>
      result.kind === 'worked' ? WORKED : result.kind === 'answered' ? result.answer : undefined,
    );
    if (first) {
      const answer = answers.shift();
      if (answer && !isFirstTold) checks.push(...checksOf(first, answer));
      isFirstTold = true;
      if (!answer || isFailure(answer))
        return [...checks, ...queue.flatMap((step) => notTried(step, `there is no record of ${object} to try it on`))];
    }
    const told = tellPack(pack, answers);
    checks.push(...told.checks);
    queue = [...told.again, ...queue.slice(pack.length)];
  }
  return checks;
}

function tellPack(
  pack: readonly Step[],
  answers: readonly (ProbeAnswer | undefined)[],
): { readonly checks: readonly AccessCheck[]; readonly again: readonly Step[] } {
  const checks: AccessCheck[] = [];
  const again: Step[] = [];
  for (const [at, step] of pack.entries()) {
    const answer = answers[at];
    if (!answer) again.push(step);
    else if (isFailure(answer) && step.parts) again.push(...step.parts);
    else checks.push(...checksOf(step, answer));
  }
  return { checks, again };
}

function isFailure({ status }: ProbeAnswer): boolean {
  return status < 200 || status >= 300;
}

function checksOf(step: Step, answer: ProbeAnswer): readonly AccessCheck[] {
  return step.parts ? step.parts.map((part) => probeCheck(part, answer)) : [probeCheck(step, answer)];
}

export function notTried(step: Step, reason: string): readonly AccessCheck[] {
  return (step.parts ?? [step]).map((one) => untried(one, reason));
}
