import { buildAccessGraph } from '../access/build-graph.ts';
import type { OrgSession } from '../connectors/org/session.ts';
import type { FactFamily } from '../model/coverage.ts';
import type { Verification, VerifiedIntegration } from '../model/verification.ts';
import type { DesiredState } from '../plan/desired-state.ts';
import { asDeclared } from '../verify/as-declared.ts';
import { engineChecks } from '../verify/compare-judges.ts';
import { countChecks } from '../verify/count-checks.ts';
import { untried } from '../verify/judge-answer.ts';
import { sealed } from '../verify/seal.ts';
import { subjectOf, type VerifySubject } from '../verify/subject.ts';
import { refuseLive, verifiedOrg } from '../verify/verified-org.ts';
import { askPlatform } from './ask-platform.ts';
import { desiredFor } from './desired-for.ts';
import { environmentOf } from './environment-of.ts';
import { type LiveOrgOptions, loadOrg } from './load-live-org.ts';
import { declarationOf, notPresent } from './login-subject.ts';
import { type TryOptions, tryIntegration } from './try-integration.ts';
import { whoRuns } from './who-runs.ts';

/** Access is always read; beyond it only what fields there are. */
const FOR_VERIFYING: ReadonlySet<FactFamily> = new Set(['objects', 'fields']);

export interface VerifyOptions extends Omit<LiveOrgOptions, 'targetOrg' | 'families' | 'objects'>, TryOptions {
  /** Those to verify; all that are declared here when empty. */
  readonly integrations: readonly string[];
  readonly version: string;
}

/** Holds what is declared against what the engine says, what the org says, and what the org does when it is asked. */
export async function verify(session: OrgSession, options: VerifyOptions): Promise<Verification> {
  const { declared, today, now, version } = options;
  for (const name of options.integrations) declarationOf(declared.declarations, name);
  const started = now().toISOString();
  const objects = declared.declarations.flatMap(({ access }) => access.objects.map(({ object }) => object));
  const { snapshot, graph } = await loadOrg(session, { ...options, families: FOR_VERIFYING, objects });
  const org = verifiedOrg(session, snapshot);
  if (options.probe) refuseLive(org, options.probe.allowProduction);
  const environment = environmentOf(snapshot, declared.design, options.environment);
  const desired = desiredFor(snapshot, { declared, adopt: ['*'], environment });
  const names = chosen(desired, options.integrations, environment);
  const wanted = buildAccessGraph(asDeclared(snapshot, desired, { integrations: names, today }), { today });
  const integrations: VerifiedIntegration[] = [];
  for (const one of desired.integrations.filter(({ name }) => names.includes(name)))
    integrations.push(await beforeItsJudges(session, subjectOf(one, wanted, graph), { ...options, environment }));
  const about = {
    format: 'leastwise-verification',
    version: 1,
    tool: `leastwise ${version}`,
    by: await whoRuns(session),
  } as const;
  const counts = countChecks(integrations);
  const times = { started, ended: now().toISOString() };
  return sealed({ ...about, ...times, org, environment: environment ?? null, integrations, counts });
}

function chosen({ integrations, absent }: DesiredState, asked: readonly string[], environment: string | undefined) {
  const missing = asked.find((name) => absent.includes(name));
  if (missing !== undefined) throw notPresent(missing, environment);
  return integrations.map(({ name }) => name).filter((name) => asked.length === 0 || asked.includes(name));
}

async function beforeItsJudges(
  session: OrgSession,
  subject: VerifySubject,
  options: TryOptions,
): Promise<VerifiedIntegration> {
  const { desired, username, questions, current, notes } = subject;
  const about = { name: desired.name, username, permissionSet: desired.permissionSet.name, notes };
  if (!subject.isCompared) {
    const check = untried({ permission: 'everything', granted: true, asked: '' }, notes.join(' '));
    return { ...about, probe: null, checks: [{ ...check, judge: 'engine' }], judgesDiffer: [] };
  }
  const platform = await askPlatform(session, subject);
  const tried = await tryIntegration(session, subject, options);
  const checks = [...engineChecks(questions, current), ...platform.checks, ...tried.checks];
  return { ...about, probe: tried.run, checks, judgesDiffer: platform.judgesDiffer };
}
