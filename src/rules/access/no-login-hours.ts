import { profileFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { isGranting, subjectOf, titleOf } from '../subject.ts';

export const noLoginHours: Rule = {
  id: 'no-login-hours',
  code: 'P14',
  title: 'A profile of integrations without login hours',
  why: 'A nightly job has no business at noon. Where all integrations of a profile keep to hours, naming them makes a stolen token useless for most of the day.',
  fix: 'Name login hours on the profile if all of its integrations keep to them; leave it if they do not.',
  severity: 'info',
  principles: ['B4'],
  threats: [],
  references: [{ standard: 'SBS', id: 'ACS-012' }],
  needs: ['profiles', 'loginRanges'],
  presets: ['strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'No hours',
        files: profileFile('ERP Integration', { system: ['ApiUserOnly'], xml: '<loginHours></loginHours>' }),
        says: 'at any hour',
      },
    ],
    pass: [
      {
        name: 'Hours',
        files: profileFile('ERP Integration', {
          system: ['ApiUserOnly'],
          xml: '<loginHours><mondayEnd>300</mondayEnd><mondayStart>60</mondayStart></loginHours>',
        }),
      },
    ],
  },
  *check({ snapshot, integrationsOf }) {
    for (const container of snapshot.containers) {
      if (!isGranting(container) || container.kind !== 'profile' || integrationsOf(container.id).length === 0) continue;
      const subject = subjectOf(container);
      if (container.loginHours === undefined)
        yield {
          ...subject,
          outcome: 'not-checked',
          reason: `the login hours of ${container.name} are not in this source`,
        };
      else if (container.loginHours) yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: `${titleOf(container)} lets its integrations log in at any hour.`,
          locations: [{ path: container.files[0] ?? '', line: 0 }],
        };
    }
  },
};
