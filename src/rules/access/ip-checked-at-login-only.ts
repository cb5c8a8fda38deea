import { file } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

const security = (every: boolean) =>
  file('settings/Security.settings-meta.xml', 'SecuritySettings', [
    `<sessionSettings><enforceIpRangesEveryRequest>${every}</enforceIpRangesEveryRequest></sessionSettings>`,
  ]);

export const ipCheckedAtLoginOnly: Rule = {
  id: 'ip-checked-at-login-only',
  code: 'A20',
  title: 'IP ranges are checked at log-in alone',
  why: 'A session that was opened from an allowed address then works from any other: a stolen session is not stopped by the ranges.',
  fix: 'Switch on "Enforce login IP ranges on every request" in the session settings.',
  severity: 'low',
  principles: ['B4'],
  threats: ['Impersonate'],
  references: [],
  needs: ['settings'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [{ name: 'At log-in alone', files: security(false), says: 'only at log-in' }],
    pass: [{ name: 'Every request', files: security(true) }],
  },
  *check({ snapshot }) {
    const subject = { subject: 'session settings', subjectKind: 'org' } as const;
    const found = snapshot.settings.filter(
      ({ file: settings, key }) => settings === 'Security' && key.endsWith('enforceIpRangesEveryRequest'),
    );
    if (found.length === 0)
      yield { ...subject, outcome: 'not-checked', reason: 'the session settings are not in this source' };
    for (const { value, origin } of found) {
      if (value === 'true') yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: 'Login IP ranges are enforced only at log-in, not on every request.',
          locations: [origin],
        };
    }
  },
};
