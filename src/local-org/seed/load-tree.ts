import { deployFiles } from '../metadata/deploy.ts';
import { kindInFolder } from '../metadata/kinds.ts';
import type { Files } from '../metadata/zip.ts';
import type { OpenOrg } from '../open-org.ts';
import type { Told } from './loaded.ts';
import { createUser, type Loading } from './people.ts';
import { readTree } from './read-tree.ts';

/** Folders of containers and of applications; everything else comes before them. */
const CONTAINERS = new Set(['permissionsets', 'profiles', 'mutingpermissionsets', 'permissionsetgroups']);
const APPLICATIONS = new Set([
  'connectedapps',
  'externalclientapps',
  'extlclntappglobaloauthsets',
  'extlclntappoauthsettings',
  'extlclntappoauthpolicies',
  'extlclntapppolicies',
]);

type Phase = 'ground' | 'containers' | 'applications';

function phaseOf(file: string): Phase {
  const folder = file.split('/')[0]?.toLowerCase() ?? '';
  if (CONTAINERS.has(folder)) return 'containers';
  return APPLICATIONS.has(folder) ? 'applications' : 'ground';
}

/**
 * Loads a tree into an org: objects and code first, then who may use them, then users, then the applications, which name
 * both. What a tree names and does not contain is left out and told.
 */
export function loadTree(loading: Loading, path: string): void {
  const { org, told } = loading;
  const { layers, users, problems } = readTree(path);
  for (const problem of problems) told.problem('The tree', problem);
  const loadPhase = (phase: Phase): void => {
    for (const files of layers)
      load(org, new Map([...files].filter(([file]) => file === 'package.xml' || phaseOf(file) === phase)), told);
  };
  loadPhase('ground');
  loadPhase('containers');
  for (const user of users) createUser(loading, user);
  loadPhase('applications');
}

function load(org: OpenOrg, files: Files, told: Told): void {
  const { messages } = deployFiles(org, inOrder(files), {
    checkOnly: false,
    rollbackOnError: false,
    lenient: true,
    userId: org.adminId,
    presume: told.presumed,
  });
  for (const { componentType, fullName, problem, success } of messages) {
    if (problem !== undefined) told.problem(`${componentType} ${fullName}`, problem);
    else if (success) told.component();
  }
}

/** Objects without lookups to other custom objects come first. */
function inOrder(files: Files): Files {
  const depends = (path: string, text: () => string) =>
    kindInFolder(path.split('/')[0] ?? '')?.type === 'CustomObject' && /<type>MasterDetail</.test(text()) ? 1 : 0;
  return new Map(
    [...files].toSorted(
      ([a, x], [b, y]) => depends(a, () => x.toString('utf8')) - depends(b, () => y.toString('utf8')),
    ),
  );
}
