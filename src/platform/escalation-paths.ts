/**
 * Ways from a set of system permissions to all of them. Each path is a story of steps: what the holder of a stolen token
 * does next until nothing is closed to it.
 */
export interface EscalationPath {
  /** Kebab-case, stable: findings name it. */
  readonly id: string;
  /** All of them are needed. */
  readonly needs: readonly string[];
  /** One sentence: what its holder can do. */
  readonly summary: string;
  /** Steps to System Administrator, in order. */
  readonly steps: readonly string[];
  /** `likely`: depends on what else is in the org, or the sources are thin. */
  readonly confidence: 'certain' | 'likely';
}

/**
 * Ordered: the shortest and surest first. A holder of several is told the first.
 *
 * Sources: Help on permissions named; Apex Developer Guide (Apex up to API v66 runs in system mode); SBS-ACS-004;
 * public classifications of j-schreiber and cclabsnz audit plugins.
 */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  {
    id: 'assign-permission-sets',
    needs: ['ManageUsers', 'AssignPermissionSets'],
    summary: 'can assign itself any permission set of the org',
    steps: [
      'pick a permission set that gives Modify All Data',
      'assign it to its own user',
      'act as System Administrator',
    ],
    confidence: 'certain',
  },
  {
    id: 'manage-users',
    needs: ['ManageUsers'],
    summary: 'can create or change users, give them any profile and reset their passwords',
    steps: ['create a user with the System Administrator profile', 'set its e-mail and password', 'log in as it'],
    confidence: 'certain',
  },
  {
    id: 'manage-internal-users',
    needs: ['ManageInternalUsers'],
    summary: 'can change internal users, their profiles included',
    steps: ['give a user it controls the System Administrator profile', 'log in as that user'],
    confidence: 'likely',
  },
  {
    id: 'manage-permission-sets',
    needs: ['ManageProfilesPermissionsets'],
    summary: 'can rewrite the permission set it holds',
    steps: ['add Modify All Data to its own permission set', 'act as System Administrator'],
    confidence: 'certain',
  },
  {
    id: 'assign-any-set',
    needs: ['AssignPermissionSets'],
    summary: 'can assign permission sets to users, itself included',
    steps: ['assign itself a permission set that gives more', 'repeat until nothing is closed'],
    confidence: 'likely',
  },
  {
    id: 'author-apex',
    needs: ['AuthorApex'],
    summary: 'can run code in system mode, where no permission is checked',
    steps: [
      'write Apex at API version 66 or older',
      'let it change users and permissions',
      'act as System Administrator',
    ],
    confidence: 'certain',
  },
  {
    id: 'modify-metadata',
    needs: ['ModifyMetadata'],
    summary: 'can deploy metadata: profiles, permission sets and code',
    steps: ['deploy its own permission set with more in it', 'act as System Administrator'],
    confidence: 'certain',
  },
  {
    id: 'customize-application',
    needs: ['CustomizeApplication'],
    summary: 'can change the configuration of the org, automations that run as the system included',
    steps: ['add a flow that runs in system mode', 'let it change permissions or copy data'],
    confidence: 'likely',
  },
  {
    id: 'install-packages',
    needs: ['InstallPackaging'],
    summary: 'can install packages whose code runs in system mode',
    steps: ['install a package of its own', 'let its post-install code change permissions'],
    confidence: 'likely',
  },
  {
    id: 'reset-passwords',
    needs: ['ResetPasswords'],
    summary: "can reset other users' passwords",
    steps: ['reset the password of an administrator', 'log in as the administrator where no second factor is asked'],
    confidence: 'likely',
  },
  {
    id: 'modify-all-data',
    needs: ['ModifyAllData'],
    summary: 'can change every record of the org, and deploy metadata',
    steps: ['deploy its own permission set with more in it', 'act as System Administrator'],
    confidence: 'certain',
  },
];

/** The paths that are open to a holder of these system permissions; a path within another one that is open is left out. */
export function openEscalationPaths(hasPermission: (name: string) => boolean): readonly EscalationPath[] {
  const open = ESCALATION_PATHS.filter(({ needs }) => needs.every(hasPermission));
  return open.filter(
    (path) =>
      !open.some(
        (other) =>
          other !== path &&
          other.needs.length > path.needs.length &&
          path.needs.every((name) => other.needs.includes(name)),
      ),
  );
}
