import { loadCustomRules } from '../config/custom-rules.ts';
import type { Audit } from '../model/audit.ts';
import type { FactFamily } from '../model/coverage.ts';
import type { AuditSettings } from '../model/settings.ts';
import type { Rule } from '../rules/rule.ts';
import { auditCounts } from './audit-counts.ts';
import { loadSource, type SourceOptions } from './load-source.ts';

export interface AuditOptions extends SourceOptions {
  readonly version: string;
  /** Milliseconds on a clock that only goes forward. */
  readonly clock: () => number;
}

/** Reads a source, finds its integrations, judges them: the whole answer. */
export async function audit(options: AuditOptions): Promise<Audit> {
  const started = options.clock();
  const { settings, today, version } = options;
  const custom = (await loadCustomRules(settings.customRules)) as readonly Rule[];
  // An org is asked only for what the rules need; other threads read files on while the rules are loaded.
  const families = options.targetOrg === undefined ? undefined : await familiesFor(custom, settings);
  const [{ snapshot, graph, integrations, crossCheck }, { RULES }, { runRules }, { auditIntegrations }] =
    await Promise.all([
      loadSource({ ...options, ...(families ? { families } : {}) }),
      import('../rules/register.ts'),
      import('../rules/run.ts'),
      import('../rules/audited-integration.ts'),
    ]);
  const input = { snapshot, graph, integrations, today };
  const result = runRules(input, [...RULES, ...custom], settings);
  return {
    version,
    source: snapshot.source,
    counts: auditCounts(snapshot, result),
    integrations: auditIntegrations(input, result.findings),
    findings: result.findings,
    rules: result.summaries,
    ruleTexts: result.texts,
    diagnostics: snapshot.diagnostics,
    partial: snapshot.diagnostics.some(({ level }) => level === 'error'),
    elapsed: options.clock() - started,
    date: today,
    ...(crossCheck ? { crossCheck } : {}),
  };
}

async function familiesFor(custom: readonly Rule[], settings: AuditSettings): Promise<ReadonlySet<FactFamily>> {
  const [{ RULES }, { neededFamilies }] = await Promise.all([
    import('../rules/register.ts'),
    import('../rules/needed-families.ts'),
  ]);
  return neededFamilies([...RULES, ...custom], settings);
}
