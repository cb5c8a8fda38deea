import { FACT_FAMILIES, type FactFamily } from '../model/coverage.ts';
import type { AuditSettings } from '../model/settings.ts';
import type { Rule } from './rule.ts';

/** What costs requests of its own and serves rules alone: neither finding integrations nor telling how far they reach. */
const FOR_RULES_ALONE: ReadonlySet<FactFamily> = new Set(['permissionDependencies', 'sessions', 'setupChanges']);

/** Whether the settings switch a rule on: a severity of its own does, whatever the preset. */
export function isOn({ id, presets }: Pick<Rule, 'id' | 'presets'>, settings: AuditSettings): boolean {
  const asked = settings.rules[id];
  return asked === undefined ? presets.includes(settings.preset) : asked !== 'off';
}

/** Families that an audit by these settings has to read. */
export function neededFamilies(rules: readonly Rule[], settings: AuditSettings): ReadonlySet<FactFamily> {
  const asked = new Set(
    rules.filter((rule) => isOn(rule, settings)).flatMap(({ needs, needsAnyOf = [] }) => [...needs, ...needsAnyOf]),
  );
  return new Set(FACT_FAMILIES.filter((family) => !FOR_RULES_ALONE.has(family) || asked.has(family)));
}
