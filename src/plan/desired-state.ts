import type {
  AppState,
  AssignmentState,
  LicenceState,
  PermissionSetState,
  ProfileState,
  UserState,
} from '../model/change.ts';
import type { DeclaredKept, DeclaredPart } from '../model/declaration.ts';
import type { PlanNote } from '../model/plan.ts';

import type { LeavingAccount } from './leaving.ts';

/** What a declaration amounts to once naming rules, environment and the platform's needs are filled in. */
export interface DesiredIntegration {
  readonly name: string;
  readonly permissionSet: PermissionSetState;
  readonly user: UserState;
  readonly licences: readonly LicenceState[];
  readonly assignment: AssignmentState;
  readonly app: AppState | undefined;
  /** Parts of the design that it does not have yet: names that stand for nothing. */
  readonly without: readonly DeclaredPart[];
  readonly keeps: DeclaredKept;
  /** Parts that its file calls by name: whoever wrote that means what stands there, made by us or not. */
  readonly named: readonly (DeclaredPart | 'app')[];
  /** Names that it had before, from `moved:`. */
  readonly movedFrom: MovedFrom | undefined;
  /** Day since when it is locked out on purpose: nothing of it is changed. */
  readonly suspended: string | undefined;
  /** Never changed by a plan. */
  readonly protect: boolean;
  /** May take over a set, user or app that we did not make. */
  readonly adopt: boolean;
  readonly notes: readonly PlanNote[];
}

export interface MovedFrom {
  readonly name: string;
  readonly permissionSet: string;
  readonly username: string;
  readonly app: string;
}

export interface DesiredState {
  readonly profile: ProfileState;
  readonly integrations: readonly DesiredIntegration[];
  /** Integrations that exist elsewhere but not in this environment. */
  readonly absent: readonly string[];
  /** Accounts on their way out. */
  readonly leaving: readonly LeavingAccount[];
}
