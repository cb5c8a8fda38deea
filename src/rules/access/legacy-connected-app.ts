import { clientAppFiles, connectedAppFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { counted, listed } from '../wording.ts';

export const legacyConnectedApp: Rule = {
  id: 'legacy-connected-app',
  code: 'A12',
  title: 'Connected apps, which cannot be made anew',
  why: "Since Spring '26 connected apps cannot be created any more, except by a package. Those that exist keep working, but a lost one is lost: external client apps are what comes next.",
  fix: 'Plan the move to external client apps, one application at a time, beginning with those you would have to rebuild in a hurry.',
  severity: 'info',
  principles: ['B1'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Help 005228017' }],
  needs: ['connectedApps'],
  presets: ['strict'],
  since: '0.1.0',
  examples: {
    fail: [{ name: 'A connected app', files: connectedAppFile('ERP', {}), says: '1 connected app' }],
    pass: [{ name: 'An external client app', files: clientAppFiles('ERP', {}) }],
  },
  *check({ snapshot }) {
    const apps = snapshot.connectedApps.filter(({ template }) => !template);
    const subject = { subject: 'connected apps', subjectKind: 'org' } as const;
    if (apps.length === 0) yield { ...subject, outcome: 'pass' };
    else {
      const names = apps.map(({ name }) => name);
      const message = `${counted(apps.length, 'connected app')} could not be made again today: ${listed(names)}.`;
      yield { ...subject, outcome: 'fail', message, details: names, locations: apps.map(({ origin }) => origin) };
    }
  },
};
