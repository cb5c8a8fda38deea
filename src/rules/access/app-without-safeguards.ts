import {
  type App,
  appSubject,
  appsOf,
  appTitle,
  notRead,
  scopesAreKnown,
  settingOrigin,
  takesRefreshTokens,
} from '../apps.ts';
import { connectedAppFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

/** What a web-server app leaves open, and the element that says so. */
function openDoors(app: App): readonly (readonly [words: string, element: string])[] {
  return [
    ...(app.pkceRequired === false ? [['codes can be used without proof (PKCE)', 'isPkceRequired'] as const] : []),
    ...(app.secretOptional === true ? [['no secret is asked for', 'isConsumerSecretOptional'] as const] : []),
    ...(app.refreshTokenRotation === false
      ? [['refresh tokens are not rotated', 'isRefreshTokenRotationEnabled'] as const]
      : []),
  ];
}

/** In an org these switches stand in the component that holds the secrets of the app. */
const BESIDE_SECRETS = 'PKCE and rotation of external client apps stand beside their secrets, which are never read';

export const appWithoutSafeguards: Rule = {
  id: 'app-without-safeguards',
  code: 'A15',
  title: 'An app whose tokens can be had or kept too easily',
  why: 'Proof of possession (PKCE), a secret, and rotation each stop one way of using a stolen code or refresh token. They cost an application a setting.',
  fix: 'Require PKCE and the secret, and rotate refresh tokens.',
  severity: 'medium',
  principles: ['B4'],
  threats: ['Impersonate', 'Persist'],
  references: [],
  needs: [],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [
      {
        name: 'No proof, no secret',
        files: connectedAppFile('ERP', {
          scopes: ['Api', 'RefreshToken'],
          xml: '<isConsumerSecretOptional>true</isConsumerSecretOptional><isPkceRequired>false</isPkceRequired>',
        }),
        says: 'PKCE',
      },
    ],
    pass: [
      {
        name: 'All of it',
        files: connectedAppFile('ERP', {
          scopes: ['Api', 'RefreshToken'],
          xml: '<isPkceRequired>true</isPkceRequired>',
        }),
      },
      {
        name: 'No refresh token to protect',
        files: connectedAppFile('ERP', { runAs: 'erp@acme.example', xml: '<isPkceRequired>false</isPkceRequired>' }),
      },
    ],
  },
  *check({ snapshot }) {
    for (const app of appsOf(snapshot)) {
      const unread = scopesAreKnown(app) ? undefined : notRead(app);
      if (unread) yield unread;
      if (unread || !takesRefreshTokens(app)) continue;
      if (snapshot.org !== undefined && app.kind === 'external-client-app' && !app.parts.includes('global-oauth')) {
        yield { ...appSubject(app), outcome: 'not-checked', reason: BESIDE_SECRETS };
        continue;
      }
      const open = openDoors(app);
      if (open.length === 0) yield { ...appSubject(app), outcome: 'pass' };
      else {
        const words = open.map(([text]) => text);
        yield {
          ...appSubject(app),
          outcome: 'fail',
          message: `${appTitle(app)}: ${listed(words)}.`,
          details: words,
          locations: open.map(([, element]) => settingOrigin(app, element)),
        };
      }
    }
  },
};
