import { appSubject, appsOf, appTitle, notRead, settingOrigin } from '../apps.ts';
import { connectedAppFile, exampleTree, file } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

/** Switches of OauthOidc settings that close a flow, and what stays open when they say `false`. */
const SWITCHES = {
  blockOAuthUnPwFlow: 'the username-password flow, which hands the password of a user to a program',
  blockOAuthUsrAgtFlow: 'the user-agent flow, which puts tokens into addresses',
} as const;

const oauthSettings = (block: boolean) =>
  file('settings/OauthOidc.settings-meta.xml', 'OauthOidcSettings', [
    `<blockOAuthUnPwFlow>${block}</blockOAuthUnPwFlow>`,
    `<blockOAuthUsrAgtFlow>${block}</blockOAuthUsrAgtFlow>`,
  ]);

export const riskyLoginFlows: Rule = {
  id: 'risky-login-flows',
  code: 'A14',
  title: 'Log-in flows that give credentials away',
  why: 'Some flows pass passwords or tokens through hands that need not hold them, and the device flow lets an attacker finish what a victim begins. Integrations have better ones.',
  fix: 'Close the flow; let integrations use client credentials or JWT bearer.',
  severity: 'medium',
  principles: ['B4'],
  threats: ['Impersonate'],
  references: [{ standard: 'Salesforce', id: 'Help 005132365' }],
  needs: [],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      { name: 'Username and password', files: oauthSettings(false), says: 'username-password flow' },
      {
        name: 'Device flow',
        files: connectedAppFile('Kiosk', { xml: '<isDeviceFlowEnabled>true</isDeviceFlowEnabled>' }),
        says: 'device flow',
      },
    ],
    pass: [{ name: 'Both closed', files: exampleTree(oauthSettings(true), connectedAppFile('ERP', {})) }],
  },
  *check({ snapshot }) {
    for (const { file: settings, key, value, origin } of snapshot.settings) {
      const open = settings === 'OauthOidc' && key in SWITCHES ? SWITCHES[key as keyof typeof SWITCHES] : undefined;
      if (open === undefined) continue;
      const subject = { subject: `OauthOidc ${key}`, subjectKind: 'org' } as const;
      if (value === 'true') yield { ...subject, outcome: 'pass' };
      else
        yield {
          ...subject,
          outcome: 'fail',
          message: `The org allows ${open}.`,
          fix: `Set ${key} to true, after every application that uses the flow has moved.`,
          locations: [origin],
        };
    }
    for (const app of appsOf(snapshot)) {
      const unread = app.kind === 'connected-app' ? notRead(app) : undefined;
      if (unread) yield unread;
      if (!app.flows.device) continue;
      const message = `${appTitle(app)} allows the device flow: a code read out to a victim is enough to log in.`;
      yield {
        ...appSubject(app),
        outcome: 'fail',
        message,
        fix: 'Switch the device flow off in the app.',
        locations: [settingOrigin(app, 'isDeviceFlowEnabled')],
      };
    }
  },
};
