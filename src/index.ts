/**
 * Leastwise as a library: the stages of an audit, each a function of plain data.
 *
 * ```ts
 * import { buildAccessGraph, discoverIntegrations, readMetadata, RULES, runRules } from 'leastwise';
 *
 * const snapshot = await readMetadata({ path: 'force-app' });
 * const graph = buildAccessGraph(snapshot, { today: '2026-11-24' });
 * const integrations = discoverIntegrations(snapshot, graph, { named: [], exclude: [] });
 * ```
 */
export type { AccessGraph } from './access/access-graph.ts';
export { buildAccessGraph } from './access/build-graph.ts';
export { type ComparableSide, compareAccess } from './access/compare.ts';
export { effectiveAccess, integrationAccess } from './access/effective.ts';
export type { AccessibleField, AccessibleObject, EffectiveAccess } from './access/effective-access.ts';
export { explainAccess } from './access/explain.ts';
export { findHolder } from './access/find-holder.ts';
export { parsePermission } from './access/permission-name.ts';
export { reachOf } from './access/reach.ts';
export { whoCan } from './access/who-can.ts';
export { type State, widened } from './access/widened.ts';
export { type ReadSettings, readSettings, type SettingsOptions } from './config/read-settings.ts';
export { readSnapshot, writeSnapshot } from './connectors/file/snapshot-file.ts';
export { type ReadOptions, readMetadata } from './connectors/sfdx/read.ts';
export { readMetadataFiles } from './connectors/sfdx/read-files.ts';
export { type ParsedDeclaration, parseDeclaration } from './desired/parse-declaration.ts';
export { type ReadDeclarations, readDeclarations } from './desired/read-declarations.ts';
export { discoverIntegrations } from './discover/discover.ts';
export type * from './model/activity.ts';
export type * from './model/answer.ts';
export type * from './model/audit.ts';
export type { Coverage, FactFamily, FamilyCoverage } from './model/coverage.ts';
export type { CrossCheck } from './model/cross-check.ts';
export type * from './model/declaration.ts';
export type { Diagnostic } from './model/diagnostic.ts';
export type * from './model/finding.ts';
export type { Confidence, Evidence, Integration } from './model/integration.ts';
export type { Mistake } from './model/mistake.ts';
export type * from './model/org.ts';
export { NO_ORG_FACTS, type OrgFacts } from './model/org-facts.ts';
export type { Origin } from './model/origin.ts';
export type { Permission } from './model/permission.ts';
export type { PermissionDependency } from './model/permission-dependency.ts';
export { formatPermission } from './model/permission-text.ts';
export { Problem } from './model/problem.ts';
export type { SavedSnapshot } from './model/saved-snapshot.ts';
export type { AuditSettings, NamedIntegration, Waiver } from './model/settings.ts';
export type { Snapshot } from './model/snapshot.ts';
export { type AuditOptions, audit } from './pipelines/audit.ts';
export { csvAudit } from './report/csv-audit.ts';
export { htmlAudit } from './report/html/page.ts';
export { jsonAudit } from './report/json-audit.ts';
export { junitAudit } from './report/junit-audit.ts';
export { markdownAudit } from './report/markdown-audit.ts';
export { sarifAudit } from './report/sarif-audit.ts';
export { auditIntegrations } from './rules/audited-integration.ts';
export { RULES } from './rules/register.ts';
export type { Rule, RuleContext, RuleExample, Verdict } from './rules/rule.ts';
export { runRules } from './rules/run.ts';
