import type { ProbeAnswer } from '../model/probe.ts';
import type { AccessCheck } from '../model/verification.ts';
import { type Judged, probeCheck } from '../verify/judge-answer.ts';
import type { SystemProbe } from '../verify/probe-plan.ts';
import { runSteps, type Ways } from './run-steps.ts';

/** Tries what system permissions open: set-up, other APIs, other people's rights. */
export async function probeSystem(ways: Ways, { probe, granted }: SystemProbe): Promise<readonly AccessCheck[]> {
  const { request, opens, past } = probe;
  const judged: Judged = {
    permission: opens.join(' or '),
    granted,
    kind: 'system',
    past,
    asked: probe.what,
    needsRow: request.kind === 'query' || request.kind === 'tooling-query',
  };
  if (request.kind === 'create') {
    const trial = { name: 'made', method: 'POST', path: `/sobjects/${request.object}`, body: {} } as const;
    return runSteps(ways, request.object, undefined, [{ ...judged, trial }]);
  }
  const answer = await asked(ways, request);
  return [probeCheck(judged, answer)];
}

async function asked(
  { wire }: Ways,
  request: Exclude<SystemProbe['probe']['request'], { readonly kind: 'create' }>,
): Promise<ProbeAnswer> {
  if (request.kind === 'get') return wire.get(request.path);
  const tooling = request.kind === 'tooling-query' ? '/tooling' : '';
  return wire.get(`${tooling}/query?q=${encodeURIComponent(request.soql)}`);
}
