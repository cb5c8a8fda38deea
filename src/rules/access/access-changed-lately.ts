import type { SetupChange } from '../../model/activity.ts';
import type { Integration } from '../../model/integration.ts';
import { mentions } from '../../model/mentions.ts';
import { daysBetween } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { daysAgo } from '../example-org.ts';
import { containersOf, integrationSubject, ownIntegrations } from '../integration-subject.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';
import { counted } from '../wording.ts';

const LATELY_DAYS = 30;
/** What turns an integration into an administrator, as the trail words it. */
const GRAVE = /System Administrator|Modify All Data|View All Data|Author Apex|Manage Users|Customize Application/i;

export const accessChangedLately: Rule = {
  id: 'access-changed-lately',
  code: 'E06',
  title: 'Somebody changed the access of an integration',
  why: 'A click in Setup widens what a token opens, and stands in no review. The trail says who clicked; nobody reads it unless asked.',
  fix: 'Ask who clicked. What should stay belongs into the declaration of the integration, what should not is taken back.',
  severity: 'low',
  principles: ['B2'],
  threats: ['Escalate'],
  references: [{ standard: 'SBS', id: 'ACS-010' }],
  needs: ['setupChanges'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'The profile of its user',
        files: integrationTree(),
        org: {
          changes: [
            {
              action: 'changedprofileforuser',
              display: `Changed profile for user ${ERP_USER} from Integrations to System Administrator`,
            },
          ],
        },
        says: 'to System Administrator',
      },
      {
        name: 'Its permission set',
        files: integrationTree(),
        org: {
          changes: [
            { action: 'PermSetEnableUserPerm', display: 'Changed permission set ERP: Run Reports was enabled' },
          ],
        },
        says: 'Run Reports was enabled',
      },
    ],
    pass: [
      {
        name: 'Long ago',
        files: integrationTree(),
        org: {
          changes: [
            {
              at: daysAgo(60),
              action: 'PermSetEnableUserPerm',
              display: 'Changed permission set ERP: Run Reports was enabled',
            },
          ],
        },
      },
      {
        name: 'Of somebody else',
        files: integrationTree(),
        org: { changes: [{ display: 'Permission set Sales Console: assigned to user Jane Doe' }] },
      },
    ],
  },
  *check(context) {
    const lately = context.snapshot.setupChanges.filter(
      (change) => daysBetween(change.at, context.today) <= LATELY_DAYS && ABOUT_ACCESS.test(change.action),
    );
    for (const integration of ownIntegrations(context.integrations)) yield judge(context, integration, lately);
  },
};

/** Actions of the trail on users, profiles, sets, apps: literals seen are `PermSetAssign`, `changedprofileforuser`. */
const ABOUT_ACCESS = /perm|profile|user|role|group|connectedapp|externalclientapp|oauth|login|iprange/i;

function judge(context: RuleContext, integration: Integration, lately: readonly SetupChange[]): Verdict {
  const names = namesOf(context, integration);
  const found = lately.filter(({ display }) => names.some((name) => mentions(display, name)));
  const [first] = found;
  if (first === undefined) return { ...integrationSubject(integration), outcome: 'pass' };
  const grave = found.filter(({ display }) => GRAVE.test(display));
  const told = grave[0] ?? first;
  const others = found.length - 1;
  return {
    ...integrationSubject(integration),
    outcome: 'fail',
    message: `${told.by || 'Salesforce'} on ${told.at.slice(0, 10)}: ${told.display.replace(/\.$/, '')}${others > 0 ? ` (and ${counted(others, 'other change')})` : ''}.`,
    severity: grave.length > 0 ? 'medium' : 'low',
    details: found.map(({ at, by, display }) => `${at.slice(0, 10)} ${by}: ${display}`),
    locations: found.map(({ origin }) => origin),
    key: found.map(({ at, action }) => `${at} ${action}`).join('\n'),
  };
}

/** Longest first, so that a set called `ERP` is not taken for `ERP Orders`. */
function namesOf({ snapshot }: RuleContext, integration: Integration): readonly string[] {
  const sets = containersOf(snapshot, integration.permissionSets);
  const groups = snapshot.groups.filter(({ id }) => integration.groups.includes(id));
  const users = snapshot.users.filter(({ username }) => integration.users.includes(username));
  return [
    ...integration.users,
    ...users.map(({ name }) => name),
    ...[...sets, ...groups].flatMap(({ name, label }) => [name, label]),
  ].filter((name) => name.length > 1);
}
