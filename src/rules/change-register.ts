// Made by `npm run generate` from the files in src/rules/change: do not edit.
import { exceedsPermissionSets } from './change/exceeds-permission-sets.ts';
import { exceedsSeats } from './change/exceeds-seats.ts';
import { freezesAPerson } from './change/freezes-a-person.ts';
import { leavesAnAdmin } from './change/leaves-an-admin.ts';
import { locksOutLiveIntegration } from './change/locks-out-live-integration.ts';
import { losesUsedAccess } from './change/loses-used-access.ts';
import { touchesAPerson } from './change/touches-a-person.ts';
import { touchesManyIntegrations } from './change/touches-many-integrations.ts';
import { unfreezesAUser } from './change/unfreezes-a-user.ts';
import { widensAnIntegration } from './change/widens-an-integration.ts';
import type { ChangeRule } from './change-rule.ts';

/** Every rule about changes, by id. */
export const CHANGE_RULES: readonly ChangeRule[] = [
  exceedsPermissionSets,
  exceedsSeats,
  freezesAPerson,
  leavesAnAdmin,
  locksOutLiveIntegration,
  losesUsedAccess,
  touchesAPerson,
  touchesManyIntegrations,
  unfreezesAUser,
  widensAnIntegration,
];
