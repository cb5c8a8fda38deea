import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { OrgDesign } from '../model/declaration.ts';
import { Problem } from '../model/problem.ts';
import type { AuditSettings } from '../model/settings.ts';
import { readBaseline } from './baseline.ts';
import { orgDesignOf } from './org-design.ts';
import type { ParsedSettings } from './parse-settings.ts';

export const SETTINGS_FILES = ['leastwise.yml', 'leastwise.yaml'];

export interface SettingsOptions {
  /** Where to look for `leastwise.yml`: here, then upwards to the root of the repository. */
  readonly directory: string;
  /** A settings file named by the user; must exist. */
  readonly file?: string | undefined;
  readonly preset?: AuditSettings['preset'] | undefined;
  readonly failOn?: AuditSettings['failOn'] | undefined;
  /** A baseline file named by the user; must exist. */
  readonly baseline?: string | undefined;
}

export interface ReadSettings {
  readonly settings: AuditSettings;
  /** How declared integrations are made. */
  readonly design: OrgDesign;
  /** The file they came from; `undefined` when there is none and all is default. */
  readonly file: string | undefined;
}

const DEFAULTS: AuditSettings = {
  preset: 'recommended',
  failOn: 'high',
  rules: {},
  waivers: [],
  integrations: [],
  exclude: [],
  customRules: [],
  baseline: new Set(),
};

/** As people see it from where they stand. */
function shown(path: string): string {
  const from = relative(process.cwd(), path);
  return from.startsWith('..') ? path : from;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The nearest settings file at or above a directory; the search ends with the repository. */
async function findSettings(directory: string): Promise<string | undefined> {
  for (let at = resolve(directory); ; at = dirname(at)) {
    for (const name of SETTINGS_FILES) if (await isFile(join(at, name))) return join(at, name);
    if ((await exists(join(at, '.git'))) || dirname(at) === at) return undefined;
  }
}

function fromFile({ settings: file, originOf }: ParsedSettings, path: string): Omit<AuditSettings, 'baseline'> {
  const folder = dirname(path);
  return {
    preset: file.preset ?? DEFAULTS.preset,
    failOn: file.failOn ?? DEFAULTS.failOn,
    rules: file.rules ?? {},
    waivers: (file.waivers ?? []).map((waiver, index) => ({
      ...waiver,
      ticket: waiver.ticket,
      origin: originOf(['waivers', index]),
    })),
    integrations: (file.integrations ?? []).map((integration, index) => ({
      name: integration.name,
      owner: integration.owner,
      users: integration.users ?? [],
      profiles: integration.profiles ?? [],
      permissionSets: integration.permissionSets ?? [],
      groups: integration.groups ?? [],
      apps: integration.apps ?? [],
      origin: originOf(['integrations', index]),
    })),
    exclude: file.exclude ?? [],
    customRules: (file.customRules ?? []).map((rule) => resolve(folder, rule)),
  };
}

/** Loads the YAML parser only where there is a file to parse. */
async function parseFile(path: string, label: string): Promise<ParsedSettings> {
  const [{ parseSettings }, text] = await Promise.all([import('./parse-settings.ts'), readFile(path, 'utf8')]);
  return parseSettings(text, label);
}

/**
 * Settings from the nearest `leastwise.yml`, with flags over them and defaults below.
 *
 * @throws Problem `configuration` when a file is named and not there, or says something that cannot be
 */
export async function readSettings(options: SettingsOptions): Promise<ReadSettings> {
  const path = options.file === undefined ? await findSettings(options.directory) : resolve(options.file);
  if (path !== undefined && !(await isFile(path))) {
    throw new Problem({
      kind: 'configuration',
      code: 'settings-not-found',
      message: `There is no settings file at ${options.file}.`,
      actions: ['Name an existing file with --config, or write one with `leastwise init`.'],
    });
  }
  const parsed = path === undefined ? undefined : await parseFile(path, options.file ?? shown(path));
  const file = parsed && path !== undefined ? fromFile(parsed, path) : DEFAULTS;
  const ofFile = parsed?.settings.baseline;
  const baseline =
    options.baseline ?? (ofFile !== undefined && path !== undefined ? resolve(dirname(path), ofFile) : undefined);
  return {
    settings: {
      ...file,
      preset: options.preset ?? file.preset,
      failOn: options.failOn ?? file.failOn,
      baseline: baseline === undefined ? new Set() : await readBaseline(baseline),
    },
    design: orgDesignOf(parsed?.settings ?? {}),
    file: path,
  };
}
