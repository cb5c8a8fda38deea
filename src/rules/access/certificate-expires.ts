import type { Certificate } from '../../model/org.ts';
import { type App, appSubject, appsOf, appTitle, notRead, settingOrigin } from '../apps.ts';
import { daysAgo } from '../example-org.ts';
import { connectedAppFile } from '../example-tree.ts';
import type { Rule, Verdict } from '../rule.ts';

const WARN_DAYS = 90;
const DAY_MS = 86_400_000;

/** A self-signed certificate that ends on 24 January 2027, and one that ends in 2046. */
const ENDS_SOON =
  'MIIBgTCCASegAwIBAgIUUwRhPnrvqhK6o1tUhaEt0EdFQXIwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLZXJwLmV4YW1wbGUwHhcNMjYxMTI1MDIwNDM3WhcNMjcwMTI0MDIwNDM3WjAWMRQwEgYDVQQDDAtlcnAuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGAQd2+9bKaJBkxpUSnCtQPFjqaKfJZEhcMs4+BieMaJ76TT7bfFPaUYzMVOp1uxdjpdmViUj3qpysc0cDXCmnijUzBRMB0GA1UdDgQWBBSBr7sPi0KqjfCSTrhFfP6sDEX/1jAfBgNVHSMEGDAWgBSBr7sPi0KqjfCSTrhFfP6sDEX/1jAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIHn3Gdx+E44WXuExzUTcVCmB69Aa3zkpwVGDsECxEq8cAiEAtrtQc+HbY0erfFDz4Cp6HgxWH9nL9lHaWDbVW0xhu+c=';
const ENDS_LATE =
  'MIIBgjCCASegAwIBAgIUOtHmQHuDxvqAyMoASuXgrKsIUh4wCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLZXJwLmV4YW1wbGUwHhcNMjYxMTI1MDIwNDM3WhcNNDYxMTIwMDIwNDM3WjAWMRQwEgYDVQQDDAtlcnAuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABK7a7TidvOnPIjMqrx7shxPALwuLYi9N0fEM1pPhl3wW6KxrF6aOsi0BoJM6BmPROwF2VlczgO+ZbayyBod/c6+jUzBRMB0GA1UdDgQWBBTLif7vaA8EhoIXY7zsKtB/vIbNxTAfBgNVHSMEGDAWgBTLif7vaA8EhoIXY7zsKtB/vIbNxTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQClVUnaN/7F/2dWU177PYmUO3vVsPWYzNhGqQfu7nTNtQIhAMumWdOOATDQP7df0dRXlsydWaIJ3h3Vs/h/mmGzWOKk';

export const certificateExpires: Rule = {
  id: 'certificate-expires',
  code: 'A17',
  title: 'The certificate of an app ends',
  why: 'An application that logs in with a certificate (JWT, mutual TLS) stops on the day it ends, all at once and without a word. In a hurry people then give it a password, or an administrator.',
  fix: 'Make the next one now and change the application over: leastwise login rotate. Or upload it in Setup, and remove the old one then.',
  severity: 'high',
  principles: ['B3'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Security Health Review' }],
  needs: [],
  needsAnyOf: ['connectedApps', 'externalClientApps', 'certificates'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'It ends within ninety days',
        files: connectedAppFile('ERP', { xml: `<certificate>${ENDS_SOON}</certificate>` }),
        says: 'ends on 2027-01-24',
      },
      {
        name: 'A certificate of the org ends',
        files: connectedAppFile('ERP', {}),
        org: { certificates: [{ name: 'ERP_Signing', expires: daysAgo(-20).slice(0, 10) }] },
        says: 'ERP_Signing',
      },
    ],
    pass: [
      {
        name: 'It is valid for long',
        files: connectedAppFile('ERP', { xml: `<certificate>${ENDS_LATE}</certificate>` }),
      },
      { name: 'The app has none', files: connectedAppFile('ERP', {}) },
    ],
  },
  *check({ snapshot, today }) {
    for (const app of appsOf(snapshot)) yield judge(app, today);
    for (const certificate of snapshot.certificates) yield judgeOwn(certificate, today);
  },
};

/** A certificate that the org keeps: which applications use it, no interface tells. */
function judgeOwn({ name, label, expires, origin }: Certificate, today: string): Verdict {
  const subject = { subject: name, subjectKind: 'org' } as const;
  const left = expires === undefined ? WARN_DAYS + 1 : daysUntil(expires, today);
  if (left > WARN_DAYS) return { ...subject, outcome: 'pass' };
  return {
    ...subject,
    outcome: 'fail',
    message: `Certificate "${label}" of this org ${left < 0 ? `ended on ${expires}` : `ends on ${expires}`}: whatever logs in or signs with it stops then.`,
    severity: left <= 30 ? 'high' : 'medium',
    confidence: 'likely',
    locations: [origin],
  };
}

function daysUntil(end: string, today: string): number {
  return Math.round((Date.parse(end) - Date.parse(today)) / DAY_MS);
}

function judge(app: App, today: string): Verdict {
  const unread = app.kind === 'connected-app' ? notRead(app) : undefined;
  if (unread) return unread;
  const { certificateEnds: end } = app;
  const subject = appSubject(app);
  if (end === undefined) return { ...subject, outcome: 'pass' };
  const left = daysUntil(end, today);
  if (left > WARN_DAYS) return { ...subject, outcome: 'pass' };
  const ends = left < 0 ? `ended on ${end}` : `ends on ${end}`;
  return {
    ...subject,
    outcome: 'fail',
    message: `The certificate of ${appTitle(app).replace(/^[A-Z]/, (letter) => letter.toLowerCase())} ${ends}.`,
    severity: left <= 30 ? 'high' : 'medium',
    locations: [settingOrigin(app, 'certificate')],
  };
}
