import { SALESFORCE_INTEGRATION } from '../../platform/licences.ts';
import { ERP_USER, integrationTree } from '../example-integration.ts';
import { ownIntegrations } from '../integration-subject.ts';
import { usersOf } from '../profile-of.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const fullLicenceNotNeeded: Rule = {
  id: 'full-licence-not-needed',
  code: 'U04',
  title: 'Full licences while free ones are left',
  why: 'A full licence can hold everything, and is the first choice of the design where it is to be had. Where seats are short: the free Salesforce Integration licence may hold all that an application needs.',
  fix: 'Where licences are short, compare the permissions of the application with those of the permission set licence Salesforce API Integration (Setup, Company Information), and move it where they suffice; keep the full licence where they do not.',
  severity: 'info',
  principles: ['D4'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Help: Give Integration Users API Only Access' }],
  needs: ['users', 'licences'],
  presets: ['strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'A full licence, and free seats',
        files: integrationTree(),
        org: {
          users: { [ERP_USER]: { license: 'Salesforce' } },
          licences: [{ kind: 'user', name: SALESFORCE_INTEGRATION, total: 5, used: 1 }],
        },
        says: '4 seats of Salesforce Integration are free',
      },
    ],
    pass: [
      {
        name: 'On the free licence',
        files: integrationTree(),
        org: {
          users: { [ERP_USER]: { license: SALESFORCE_INTEGRATION } },
          licences: [{ kind: 'user', name: SALESFORCE_INTEGRATION, total: 5, used: 1 }],
        },
      },
      {
        name: 'No free seat is left',
        files: integrationTree(),
        org: {
          users: { [ERP_USER]: { license: 'Salesforce' } },
          licences: [{ kind: 'user', name: SALESFORCE_INTEGRATION, total: 5, used: 5 }],
        },
      },
    ],
  },
  *check({ snapshot, integrations }) {
    const free = snapshot.licences.find(({ kind, name }) => kind === 'user' && name === SALESFORCE_INTEGRATION);
    const left = free ? free.total - free.used : 0;
    const users = ownIntegrations(integrations).flatMap((integration) => usersOf(snapshot, integration));
    const full = [...new Set(users.filter(({ active, license }) => active && license === 'Salesforce'))];
    const subject = { subject: 'Salesforce licences', subjectKind: 'org' } as const;
    if (full.length === 0 || left === 0) {
      if (users.length > 0) yield { ...subject, outcome: 'pass' };
      return;
    }
    const names = full.map(({ username }) => username);
    yield {
      ...subject,
      outcome: 'fail',
      message: `${counted(full.length, 'integration user is', 'integration users are')} on a full licence (${listed(names)}), and ${counted(left, 'seat')} of ${SALESFORCE_INTEGRATION} ${left === 1 ? 'is' : 'are'} free.`,
      confidence: 'possible',
      details: names,
      integrations: ownIntegrations(integrations)
        .filter((integration) => integration.users.some((username) => names.includes(username)))
        .map(({ name }) => name),
      locations: full.map(({ origin }) => origin),
    };
  },
};
