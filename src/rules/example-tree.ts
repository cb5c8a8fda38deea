/**
 * Small trees of metadata for the examples of rules: written short, read by the real reader. Each function gives the
 * files of one thing, path → content; `exampleTree` joins them.
 */
export type ExampleFiles = Readonly<Record<string, string>>;

const ROOT = 'force-app/main/default';

export interface ExampleGrants {
  /** Object → verbs of Setup: `{ Account: 'read edit viewAll' }`; an empty text lists the object and grants nothing. */
  readonly objects?: Readonly<Record<string, string>>;
  /** Field → `read`, `edit` (which gives read too) or an empty text: listed, not granted. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly system?: readonly string[];
  readonly classes?: readonly string[];
  readonly pages?: readonly string[];
  readonly flows?: readonly string[];
  readonly customPermissions?: readonly string[];
  /** App → `default`, `visible`, or an empty text. */
  readonly apps?: Readonly<Record<string, string>>;
  readonly tabs?: readonly string[];
  /** Further elements of the file, as they are. */
  readonly xml?: string;
}

export interface ExampleContainer extends ExampleGrants {
  readonly label?: string;
  readonly description?: string;
  readonly license?: string;
  readonly custom?: boolean;
  readonly activationRequired?: boolean;
}

export function exampleTree(...files: readonly ExampleFiles[]): ExampleFiles {
  return Object.assign({}, ...files);
}

export function profileFile(name: string, profile: ExampleContainer): ExampleFiles {
  const body = [
    element('custom', profile.custom ?? true),
    element('description', profile.description),
    ...grantElements(profile, 'profile'),
    element('userLicense', profile.license ?? 'Salesforce'),
  ];
  return file(`profiles/${name}.profile-meta.xml`, 'Profile', body);
}

export function permissionSetFile(name: string, set: ExampleContainer): ExampleFiles {
  const body = [
    element('description', set.description),
    ...grantElements(set, 'set'),
    element('hasActivationRequired', set.activationRequired ?? false),
    element('label', set.label ?? name.replaceAll('_', ' ')),
    element('license', set.license),
  ];
  return file(`permissionsets/${name}.permissionset-meta.xml`, 'PermissionSet', body);
}

export function mutingSetFile(name: string, muting: ExampleGrants): ExampleFiles {
  const body = [...grantElements(muting, 'set'), element('label', name.replaceAll('_', ' '))];
  return file(`mutingpermissionsets/${name}.mutingpermissionset-meta.xml`, 'MutingPermissionSet', body);
}

export interface ExampleGroup {
  readonly members: readonly string[];
  readonly muting?: string;
  readonly status?: string;
  readonly description?: string;
  readonly activationRequired?: boolean;
}

export function groupFile(name: string, group: ExampleGroup): ExampleFiles {
  const body = [
    element('description', group.description),
    element('hasActivationRequired', group.activationRequired),
    element('label', name.replaceAll('_', ' ')),
    element('mutingPermissionSets', group.muting),
    ...group.members.map((member) => element('permissionSets', member)),
    element('status', group.status),
  ];
  return file(`permissionsetgroups/${name}.permissionsetgroup-meta.xml`, 'PermissionSetGroup', body);
}

export interface ExampleUser {
  readonly profile: string;
  readonly name?: string;
  readonly email?: string;
  readonly permissionSets?: readonly string[];
  readonly active?: boolean;
}

/** A user definition file, as `sf org create user` takes it. */
export function userFile(username: string, user: ExampleUser): ExampleFiles {
  const definition = {
    Username: username,
    LastName: user.name ?? username,
    Email: user.email ?? 'integrations@example.com',
    profileName: user.profile,
    permsets: user.permissionSets ?? [],
    ...(user.active === undefined ? {} : { IsActive: user.active }),
  };
  const [short = username] = username.split('@');
  return { [`config/users/${short}-user-def.json`]: `${JSON.stringify(definition, null, 2)}\n` };
}

export interface ExampleApp {
  readonly label?: string;
  readonly description?: string;
  readonly runAs?: string;
  /** Permission sets it is pre-authorised for: names for external client apps, LABELS for connected apps. */
  readonly permissionSets?: readonly string[];
  /** Profiles it is pre-authorised for, by label; connected apps only. */
  readonly profiles?: readonly string[];
  readonly scopes?: readonly string[];
  readonly selfAuthorised?: boolean;
  /** Further elements below `oauthConfig` or the OAuth policies, as they are. */
  readonly xml?: string;
}

/** The three files that matter of an external client app: the app, its OAuth settings, its OAuth policies. */
export function clientAppFiles(name: string, app: ExampleApp): ExampleFiles {
  const label = app.label ?? name.replaceAll('_', ' ');
  const link = element('externalClientApplication', name);
  return {
    ...file(`externalClientApps/${name}.eca-meta.xml`, 'ExternalClientApplication', [
      element('description', app.description),
      element('distributionState', 'Local'),
      element('label', label),
    ]),
    ...file(`extlClntAppOauthSettings/${name}_OauthSettings.ecaOauth-meta.xml`, 'ExtlClntAppOauthSettings', [
      element('commaSeparatedOauthScopes', (app.scopes ?? ['Api']).join(', ')),
      link,
      element('label', `${label} OAuth`),
    ]),
    ...file(
      `extlClntAppOauthPolicies/${name}_OauthPolicies.ecaOauthPlcy-meta.xml`,
      'ExtlClntAppOauthConfigurablePolicies',
      [
        element('clientCredentialsFlowUser', app.runAs),
        element('commaSeparatedPermissionSet', app.permissionSets?.join(',')),
        link,
        element('isClientCredentialsFlowEnabled', app.runAs !== undefined),
        element('label', `${label} policies`),
        element('permittedUsersPolicyType', app.selfAuthorised ? 'AllSelfAuthorized' : 'AdminApprovedPreAuthorized'),
        app.xml ?? '',
      ],
    ),
  };
}

export function connectedAppFile(name: string, app: ExampleApp): ExampleFiles {
  const oauth = [
    element('callbackUrl', 'https://localhost/callback'),
    element('isAdminApproved', !app.selfAuthorised),
    element('isClientCredentialEnabled', app.runAs === undefined ? undefined : true),
    element('oauthClientCredentialUser', app.runAs),
    ...(app.scopes ?? ['Api']).map((scope) => element('scopes', scope)),
    app.xml ?? '',
  ];
  const body = [
    element('contactEmail', 'integrations@example.com'),
    element('description', app.description),
    element('label', app.label ?? name.replaceAll('_', ' ')),
    block('oauthConfig', oauth),
    ...(app.permissionSets ?? []).map((label) => element('permissionSetName', label)),
    ...(app.profiles ?? []).map((label) => element('profileName', label)),
  ];
  return file(`connectedApps/${name}.connectedApp-meta.xml`, 'ConnectedApp', body);
}

/** A custom field's own file; `elements` are written in the order given. */
export function fieldFile(object: string, name: string, elements: Readonly<Record<string, string>>): ExampleFiles {
  const body = [element('fullName', name), ...Object.entries(elements).map(([key, value]) => element(key, value))];
  return file(`objects/${object}/fields/${name}.field-meta.xml`, 'CustomField', body);
}

/** Any other file below the package directory: `settings/Security.settings-meta.xml`. */
export function file(path: string, root: string, body: readonly string[]): ExampleFiles {
  const lines = body.filter((line) => line !== '').map((line) => line.replace(/^/gm, '    '));
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} xmlns="http://soap.sforce.com/2006/04/metadata">`,
    ...lines,
    `</${root}>`,
    '',
  ];
  return { [`${ROOT}/${path}`]: xml.join('\n') };
}

function grantElements(grants: ExampleGrants, kind: 'profile' | 'set'): readonly string[] {
  const enabled = (tag: string, name: string, names: readonly string[] = []) =>
    names.map((value) => block(tag, [element('enabled', true), element(name, value)]));
  return [
    ...Object.entries(grants.apps ?? {}).map(([app, how]) =>
      block('applicationVisibilities', [
        element('application', app),
        element('default', kind === 'profile' ? how === 'default' : undefined),
        element('visible', how !== ''),
      ]),
    ),
    ...(grants.classes ?? []).map((name) =>
      block('classAccesses', [element('apexClass', name), element('enabled', true)]),
    ),
    ...enabled('customPermissions', 'name', grants.customPermissions),
    ...Object.entries(grants.fields ?? {}).map(fieldBlock),
    ...enabled('flowAccesses', 'flow', grants.flows),
    ...Object.entries(grants.objects ?? {}).map(objectBlock),
    ...(grants.pages ?? []).map((name) => block('pageAccesses', [element('apexPage', name), element('enabled', true)])),
    ...(grants.tabs ?? []).map((tab) =>
      kind === 'profile'
        ? block('tabVisibilities', [element('tab', tab), element('visibility', 'DefaultOn')])
        : block('tabSettings', [element('tab', tab), element('visibility', 'Visible')]),
    ),
    ...enabled('userPermissions', 'name', grants.system),
    grants.xml ?? '',
  ];
}

function fieldBlock([field, verb]: readonly [string, string]): string {
  return block('fieldPermissions', [
    element('editable', verb === 'edit'),
    element('field', field),
    element('readable', verb !== ''),
  ]);
}

function objectBlock([object, verbs]: readonly [string, string]): string {
  const given = new Set(verbs.split(' '));
  return block('objectPermissions', [
    element('allowCreate', given.has('create')),
    element('allowDelete', given.has('delete')),
    element('allowEdit', given.has('edit')),
    element('allowRead', given.has('read')),
    element('modifyAllRecords', given.has('modifyAll')),
    element('object', object),
    element('viewAllFields', given.has('viewAllFields')),
    element('viewAllRecords', given.has('viewAll')),
  ]);
}

function block(tag: string, body: readonly string[]): string {
  const lines = body.filter((line) => line !== '').map((line) => line.replace(/^/gm, '    '));
  return [`<${tag}>`, ...lines, `</${tag}>`].join('\n');
}

function element(tag: string, value: string | boolean | undefined): string {
  if (value === undefined) return '';
  return `<${tag}>${String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${tag}>`;
}
