import type { Licence } from '../../model/org.ts';
import { SALESFORCE_API_INTEGRATION, SALESFORCE_INTEGRATION } from '../../platform/licences.ts';
import { daysBetween } from '../behaviour.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { daysAgo } from '../example-org.ts';
import { ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule, RuleContext, Verdict } from '../rule.ts';

const WARN_DAYS = 90;
const URGENT_DAYS = 30;

export const licenceSeats: Rule = {
  id: 'licence-seats',
  code: 'U06',
  title: 'Licences of integrations that run out',
  why: 'Without a seat the next application gets the user of another one. A permission set licence that ends takes the permissions of all its holders on that day, and the applications stop.',
  fix: 'Order seats before they are gone, free those of integrations that are not used any more, and renew a licence before its last day.',
  severity: 'medium',
  principles: ['D4', 'B1'],
  threats: [],
  references: [],
  needs: ['licences'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'No seat is left',
        files: integrationTree(),
        org: { licences: [{ kind: 'user', name: SALESFORCE_INTEGRATION, total: 5, used: 5 }] },
        says: 'all 5 seats',
      },
      {
        name: 'A permission set licence of an integration ends',
        files: integrationTree(),
        org: {
          users: { [ERP_USER]: { permissionSetLicenses: ['OrderManagementPsl'] } },
          licences: [
            { kind: 'permission-set', name: 'OrderManagementPsl', label: 'Order Management', expires: daysAgo(-20) },
          ],
        },
        says: 'ends on 2026-12-14',
      },
    ],
    pass: [
      {
        name: 'Seats are left, and nothing ends',
        files: integrationTree(),
        org: { licences: [{ kind: 'user', name: SALESFORCE_INTEGRATION, total: 5, used: 2 }] },
      },
      {
        name: 'A licence that no integration has is for others to look after',
        files: integrationTree(),
        org: { licences: [{ kind: 'permission-set', name: 'Sales', total: 3, used: 3, expires: daysAgo(-5) }] },
      },
    ],
  },
  *check(context) {
    const held = licencesHeld(context);
    for (const licence of context.snapshot.licences) {
      if (licence.total > 0 && held.has(`${licence.kind} ${licence.name}`)) yield judge(licence, context.today);
    }
  },
};

/** Those of integrations' users, and those that the next integration would need. */
function licencesHeld({ snapshot, integrations }: RuleContext): ReadonlySet<string> {
  const users = ownIntegrations(integrations).flatMap((integration) => usersOf(snapshot, integration));
  return new Set([
    `user ${SALESFORCE_INTEGRATION}`,
    `permission-set ${SALESFORCE_API_INTEGRATION.developerName}`,
    ...users.flatMap(({ license, permissionSetLicenses }) => [
      ...(license === undefined ? [] : [`user ${license}`]),
      ...permissionSetLicenses.map((name) => `permission-set ${name}`),
    ]),
  ]);
}

function judge({ name, label, total, used, expires, origin }: Licence, today: string): Verdict {
  const subject = { subject: label || name, subjectKind: 'org' } as const;
  const left = expires === undefined ? undefined : daysBetween(today, expires);
  if (left !== undefined && left <= WARN_DAYS) {
    const day = expires?.slice(0, 10);
    return {
      ...subject,
      outcome: 'fail',
      message: `Licence "${label}" of integrations ${left < 0 ? `ended on ${day}` : `ends on ${day}`}.`,
      severity: left <= URGENT_DAYS ? 'high' : 'medium',
      locations: [origin],
      key: 'ends',
    };
  }
  if (used < total) return { ...subject, outcome: 'pass' };
  return {
    ...subject,
    outcome: 'fail',
    message: `Licence "${label}": all ${total} seats are taken, so the next integration cannot have a user of its own.`,
    locations: [origin],
    key: 'seats',
  };
}
