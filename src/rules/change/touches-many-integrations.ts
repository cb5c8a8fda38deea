import type { ChangeRule } from '../change-rule.ts';

export const touchesManyIntegrations: ChangeRule = {
  id: 'touches-many-integrations',
  title: 'The plan changes many integrations at once',
  why: 'A mistake in a pattern or in the shared profile shows as a plan that touches everything; small plans can be watched.',
  fix: 'Name some with --target, raise maxIntegrationsPerPlan in leastwise.yml, or: --allow touches-many-integrations.',
  severity: 'medium',
  effect: 'refuse',
  *check({ plan, maxIntegrations }) {
    const touched = plan.integrations.filter(({ action }) => action === 'update' || action === 'destroy');
    if (touched.length <= maxIntegrations) return;
    yield {
      changes: [],
      message: `${touched.length} integrations are changed or destroyed; at most ${maxIntegrations} are allowed in one plan.`,
    };
  },
};
