import type { Declaration, OrgDesign } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';

/** What an integration is called in an org, once the naming rules are applied. */
export interface OrgNames {
  readonly label: string;
  readonly permissionSet: string;
  readonly username: string;
  readonly app: string;
}

type Named = Pick<
  Declaration,
  'name' | 'label' | 'owner' | 'permissionSet' | 'without' | 'user' | 'login' | 'environments' | 'file'
>;

/** @throws Problem `no-username`, `bad-name`: what the naming rules cannot make */
export function namesOf(declared: Named, design: OrgDesign, environment: string | undefined): OrgNames {
  const label = declared.label ?? labelFrom(declared.name);
  const words = apiWords(label);
  const fill = (pattern: string): string => pattern.replaceAll('{name}', declared.name).replaceAll('{Name}', words);
  const { naming } = design;
  return {
    label,
    permissionSet: checked(declared, 'permissionSet', declared.permissionSet ?? fill(naming.permissionSet)),
    username: usernameOf(declared, design, environment, fill),
    app: checked(declared, 'login: app', declared.login?.app ?? fill(naming.app)),
  };
}

/** `Erp Orders` for `erp-orders`. */
function labelFrom(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** A label as an API name: `ERP_Orders`. */
function apiWords(label: string): string {
  const plain = label.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return plain.match(/[A-Za-z0-9]+/g)?.join('_') ?? '';
}

/** Salesforce takes letters, digits and single underscores, from a letter on. */
const API_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;
const LONGEST_API_NAME = 80;

function checked({ name, file }: Named, key: string, apiName: string): string {
  if (API_NAME.test(apiName) && apiName.length <= LONGEST_API_NAME) return apiName;
  throw new Problem({
    kind: 'configuration',
    code: 'bad-name',
    message: `${file}: "${apiName}" is no API name that Salesforce takes for ${name}.`,
    actions: [`Write another label, or ${key}: with letters, digits and single underscores, at most 80 of them.`],
  });
}

const LONGEST_USERNAME = 80;

/** A sandbox puts its suffix behind every username; a name written for one environment is taken as it is. */
function usernameOf(
  declared: Named,
  { naming, user, environments }: OrgDesign,
  environment: string | undefined,
  fill: (pattern: string) => string,
): string {
  const difference = environment === undefined ? undefined : declared.environments[environment];
  if (declared.without.includes('user')) return '';
  if (difference?.user.username !== undefined) return difference.user.username;
  const suffix = environment === undefined ? '' : (environments[environment]?.usernameSuffix ?? '');
  const domain = domainOf(user.email) ?? domainOf(declared.owner);
  const pattern = declared.user.username ?? naming.username;
  const username = `${fill(pattern.replaceAll('{domain}', domain ?? '{domain}'))}${suffix}`;
  const isFine = /^[^@\s{}]+@[^@\s{}]+\.[^@\s{}]+$/.test(username) && username.length <= LONGEST_USERNAME;
  if (isFine) return username;
  throw new Problem({
    kind: 'configuration',
    code: 'no-username',
    message: `${declared.file}: no username can be made for ${declared.name}: "${username}" is none.`,
    actions: [
      'Write design: { naming: { username: "{name}@your-domain.example" } } in leastwise.yml.',
      'Or write user: { username: … } into the file.',
    ],
  });
}

function domainOf(address: string | undefined): string | undefined {
  return /^[^@\s]+@([^@\s]+\.[^@\s]+)$/.exec(address ?? '')?.[1];
}

/** What a user is called in lists: eight characters of its name. */
export function shortAlias(name: string): string {
  return name.replaceAll('-', '').slice(0, 8);
}
