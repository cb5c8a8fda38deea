import type { Container } from '../../model/container.ts';
import type { ProfileSessionSetting } from '../../model/setting.ts';
import { standardProfile } from '../../platform/standard-profiles.ts';
import { exampleTree, file, profileFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

const LONGEST_MINUTES = 720;

const profile = profileFile('ERP Integration', { system: ['ApiEnabled', 'ApiUserOnly'] });
const session = (level: string, minutes: number) =>
  file(
    'profileSessionSettings/ERP Integration_ProfileSessionSetting.profileSessionSetting-meta.xml',
    'ProfileSessionSetting',
    [
      '<profile>erp integration</profile>',
      `<requiredSessionLevel>${level}</requiredSessionLevel>`,
      `<sessionTimeout>${minutes}</sessionTimeout>`,
    ],
  );

function faults({ requiredSessionLevel, sessionTimeout }: ProfileSessionSetting): readonly string[] {
  return [
    ...(requiredSessionLevel === 'HIGH_ASSURANCE'
      ? ['asks for a high-assurance session, which no program can confirm']
      : []),
    ...((sessionTimeout ?? 0) > LONGEST_MINUTES
      ? [`keeps sessions for ${Math.round((sessionTimeout ?? 0) / 60)} hours`]
      : []),
  ];
}

function isOf({ name, label }: Container, setting: ProfileSessionSetting): boolean {
  const wanted = setting.profile.toLowerCase();
  return [name, label, standardProfile(name)?.label].some((known) => known?.toLowerCase() === wanted);
}

export const integrationSessionSettings: Rule = {
  id: 'integration-session-settings',
  code: 'P13',
  title: 'Session settings that do not suit a program',
  why: 'A session that needs a second factor stops an integration; one that lasts a day gives a stolen session a day.',
  fix: 'Use the standard session level and a timeout of two hours or less on the profile of API users.',
  severity: 'medium',
  principles: ['B3', 'B4'],
  threats: ['Impersonate'],
  references: [{ standard: 'Salesforce', id: 'Metadata API, ProfileSessionSetting' }],
  needs: ['sessionSettings', 'profiles'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      { name: 'High assurance', files: exampleTree(profile, session('HIGH_ASSURANCE', 120)), says: 'high-assurance' },
      { name: 'A day', files: exampleTree(profile, session('STANDARD', 1440)), says: '24 hours' },
    ],
    pass: [{ name: 'Two hours', files: exampleTree(profile, session('STANDARD', 120)) }],
  },
  *check({ snapshot, integrationsOf }) {
    for (const setting of snapshot.profileSessionSettings) {
      const profiles = snapshot.containers.filter(
        (container) => container.kind === 'profile' && isOf(container, setting),
      );
      const [held] = profiles.filter(({ id }) => integrationsOf(id).length > 0);
      if (held === undefined) continue;
      const subject = { subject: held.name, subjectKind: 'profile', subjectId: held.id } as const;
      const found = faults(setting);
      if (found.length === 0) yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: `Profile "${held.label}" of integrations ${listed(found)}.`,
          locations: [setting.origin],
        };
    }
  },
};
