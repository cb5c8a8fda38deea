import { parseDeclaration } from '../../src/desired/parse-declaration.ts';
import type { Declaration, OrgDesign } from '../../src/model/declaration.ts';

export const A_DESIGN: OrgDesign = {
  profile: 'Integration API Only',
  licence: 'Salesforce Integration',
  naming: { permissionSet: 'Int_{Name}', username: '{name}@{domain}.int', app: '{Name}' },
  user: { email: undefined, timeZone: 'GMT', locale: 'en_GB', language: 'en_US', encoding: 'UTF-8' },
  environments: { production: { org: 'prod', usernameSuffix: '' }, uat: { org: 'uat', usernameSuffix: '.uat' } },
  maxIntegrationsPerPlan: 10,
  lifeCycle: { silentDays: 30, frozenDays: 7, reviewDays: 365 },
};

/** A declaration from the lines that differ from an empty one, as its owner would write them. */
export function aDeclaration(name: string, lines = ''): Declaration {
  const text = `name: ${name}\npurpose: What ${name} does\nowner: team@x.example\n${lines}`;
  const { declaration, mistakes } = parseDeclaration(text, `integrations/${name}.yml`);
  if (declaration === undefined) throw new Error(JSON.stringify(mistakes));
  return declaration;
}
