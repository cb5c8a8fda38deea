import { buildAccessGraph } from '../../src/access/build-graph.ts';
import { readMetadataFiles } from '../../src/connectors/sfdx/read-files.ts';
import { discoverIntegrations } from '../../src/discover/discover.ts';
import type { AuditSettings } from '../../src/model/settings.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { RULES } from '../../src/rules/register.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { runRules } from '../../src/rules/run.ts';

export const TODAY = '2026-11-24';

export const DEFAULTS: AuditSettings = {
  preset: 'strict',
  failOn: 'high',
  rules: {},
  waivers: [],
  integrations: [],
  exclude: [],
  customRules: [],
  baseline: new Set(),
};

/** Rules on who may do what; those on apps, sessions and deployments have trees of their own. */
export const ACCESS_RULES: readonly Rule[] = RULES.filter(({ code }) => !/^(A|E|P1[1-4]$|S2[0-2]$)/.test(code));

interface JudgeOptions {
  readonly rules?: readonly Rule[];
  readonly settings?: Partial<AuditSettings>;
}

/** A tree given as its files, through the whole of reading, indexing, discovering and judging. */
export function judge(files: Readonly<Record<string, string>>, options: JudgeOptions = {}) {
  return judgeSnapshot(readMetadataFiles(files), options);
}

export function judgeSnapshot(snapshot: Snapshot, { rules = RULES, settings = {} }: JudgeOptions = {}) {
  const asked = { ...DEFAULTS, ...settings };
  const graph = buildAccessGraph(snapshot, { today: TODAY });
  const integrations = discoverIntegrations(snapshot, graph, { named: asked.integrations, exclude: asked.exclude });
  const input = { snapshot, graph, integrations, today: TODAY };
  return { ...runRules(input, rules, asked), ...input };
}
