import { type Coverage, FACT_FAMILIES, type FactFamily, type FamilyCoverage } from '../../model/coverage.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ReadFile } from './facts.ts';

const WHAT: Readonly<Record<FactFamily, string>> = {
  profiles: 'profile',
  loginRanges: 'profile',
  permissionSets: 'permission set',
  groups: 'permission set group',
  users: 'user definition file',
  assignments: 'user definition file',
  connectedApps: 'connected app',
  externalClientApps: 'external client app',
  appSettings: 'connected app or external client app',
  objects: 'object',
  fields: 'field',
  customPermissions: 'custom permission',
  credentials: 'named or external credential',
  settings: 'settings file',
  sessionSettings: 'profile session setting',
  accessPolicies: 'user access policy',
  licences: '',
  logins: '',
  usage: '',
  tokens: '',
  sessions: '',
  setupChanges: '',
  certificates: '',
  recordCounts: '',
  permissionDependencies: '',
};

/** Families that no tree of metadata can hold, and where they would come from. */
const NEVER_HERE: Partial<Readonly<Record<FactFamily, string>>> = {
  licences: 'metadata does not say which licences an org has; only an org does',
  logins: 'metadata holds no login history; only an org does',
  usage: 'metadata does not say what is used; only event logs do',
  tokens: 'metadata holds no tokens; only an org does',
  sessions: 'metadata holds no sessions; only an org does',
  setupChanges: 'metadata does not say who changed it in Setup; only the audit trail of an org does',
  certificates: 'certificates are not read from metadata; an org says when they end',
  recordCounts: 'metadata holds no records; only an org does',
  permissionDependencies: 'metadata does not say which permissions need others; only an org does',
};

/**
 * How much of each family the files gave. A file that failed makes the families it promised partial; something that
 * could not be entered at all (an unreadable folder) could have held anything.
 */
export function coverageOf(files: readonly ReadFile[], diagnostics: readonly Diagnostic[]): Coverage {
  const known = new Set(files.map(({ path }) => path));
  const lost = diagnostics.find(({ level, path }) => level === 'error' && !known.has(path));
  const entries = FACT_FAMILIES.map((family): [FactFamily, FamilyCoverage] => [family, cover(family, files, lost)]);
  return Object.fromEntries(entries) as Record<FactFamily, FamilyCoverage>;
}

function cover(family: FactFamily, files: readonly ReadFile[], lost: Diagnostic | undefined): FamilyCoverage {
  const never = NEVER_HERE[family];
  if (never !== undefined) return { state: 'absent', reason: never };
  const concerned = files.filter(({ families }) => families.includes(family));
  const failed = concerned.filter((file) => file.failed);
  const [first] = failed;
  if (first !== undefined) {
    const count = failed.length === 1 ? first.path : `${failed.length} files, ${first.path} among them,`;
    return { state: 'partial', reason: `${count} could not be read (see the diagnostics)` };
  }
  if (lost !== undefined) return { state: 'partial', reason: `${lost.path} could not be read (see the diagnostics)` };
  if (concerned.length === 0) return { state: 'absent', reason: `no ${WHAT[family]} in this source` };
  return { state: 'read', reason: '' };
}
