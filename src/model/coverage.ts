/** Families of facts that rules can need. */
export const FACT_FAMILIES = [
  'profiles',
  'loginRanges',
  'permissionSets',
  'groups',
  'users',
  'assignments',
  'connectedApps',
  'externalClientApps',
  'appSettings',
  'objects',
  'fields',
  'customPermissions',
  'credentials',
  'settings',
  'sessionSettings',
  'accessPolicies',
  'licences',
  'logins',
  'usage',
  'tokens',
  'sessions',
  'setupChanges',
  'certificates',
  'recordCounts',
  'permissionDependencies',
] as const;
export type FactFamily = (typeof FACT_FAMILIES)[number];

/**
 * How much of a family was read. `partial` facts still decide a failure, never a pass; `absent` means that this source
 * cannot hold or does not hold them, `denied` that reading them was refused.
 */
export interface FamilyCoverage {
  readonly state: 'read' | 'partial' | 'absent' | 'denied';
  /** Why it is not `read`, in words a person can act on. */
  readonly reason: string;
  /** When it was denied: system permissions of which any one opens it to the user that reads. */
  readonly opens?: readonly string[];
}

export type Coverage = Readonly<Record<FactFamily, FamilyCoverage>>;
