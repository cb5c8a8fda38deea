import { file } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

const appSettings = (on: boolean) =>
  file('settings/ConnectedApp.settings-meta.xml', 'ConnectedAppSettings', [
    `<enableAdminApprovedAppsOnly>${on}</enableAdminApprovedAppsOnly>`,
  ]);

export const apiAccessControlOff: Rule = {
  id: 'api-access-control-off',
  code: 'A16',
  title: 'API Access Control is off',
  why: 'Without it any application may call the API for whoever authorises it. With it only apps that an admin approved may.',
  fix: 'Ask Salesforce Support for API Access Control, approve the apps you know, then switch it on.',
  severity: 'medium',
  principles: ['B4'],
  threats: ['Exfiltrate', 'Persist'],
  references: [{ standard: 'Salesforce', id: 'Security Health Review' }],
  needs: ['settings'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [{ name: 'Off', files: appSettings(false), says: 'API Access Control' }],
    pass: [{ name: 'On', files: appSettings(true) }],
  },
  *check({ snapshot }) {
    const subject = { subject: 'API Access Control', subjectKind: 'org' } as const;
    const found = snapshot.settings.filter(
      ({ file: settings, key }) => settings === 'ConnectedApp' && key === 'enableAdminApprovedAppsOnly',
    );
    if (found.length === 0)
      yield { ...subject, outcome: 'not-checked', reason: 'the settings of connected apps are not in this source' };
    for (const { value, origin } of found) {
      if (value === 'true') yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: 'API Access Control is off: apps that no admin approved may call the API.',
          locations: [origin],
        };
    }
  },
};
