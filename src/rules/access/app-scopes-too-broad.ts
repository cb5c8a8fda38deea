import { oauthScope } from '../../platform/oauth-scopes.ts';
import { appSubject, appsOf, appTitle, notRead, scopesAreKnown, settingOrigin } from '../apps.ts';
import { clientAppFiles, connectedAppFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

export const appScopesTooBroad: Rule = {
  id: 'app-scopes-too-broad',
  code: 'A04',
  title: 'An app with scopes that an integration has no use for',
  why: 'A token is good for what its scopes say. "Full" is everything its user may do, "Web" opens the user interface: a stolen token of an integration should open neither.',
  fix: 'Ask for Api alone, and for RefreshToken only where the flow needs it.',
  severity: 'high',
  principles: ['S1', 'B4'],
  threats: ['Exfiltrate', 'Impersonate'],
  references: [{ standard: 'Salesforce', id: 'LimitConnectedAppScope' }],
  needs: [],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      { name: 'Full', files: connectedAppFile('ERP', { scopes: ['Full', 'RefreshToken'] }), says: 'scope Full' },
      { name: 'Web', files: clientAppFiles('ERP', { scopes: ['Api', 'Web'] }), says: 'scope Web' },
    ],
    pass: [{ name: 'Api', files: connectedAppFile('ERP', { scopes: ['Api', 'RefreshToken'] }) }],
  },
  *check({ snapshot }) {
    for (const app of appsOf(snapshot)) {
      const unread = scopesAreKnown(app) ? undefined : notRead(app);
      if (unread) {
        yield unread;
        continue;
      }
      const broad = app.scopes.filter((scope) => oauthScope(scope)?.breadth === 'broad');
      if (broad.length === 0) yield { ...appSubject(app), outcome: 'pass' };
      else {
        const full = broad.some((scope) => scope.toLowerCase() === 'full');
        yield {
          ...appSubject(app),
          outcome: 'fail',
          message: `${appTitle(app)} may ask for ${broad.length === 1 ? 'scope' : 'scopes'} ${listed(broad)}.`,
          severity: full && !app.template ? 'high' : 'medium',
          details: broad,
          locations: [settingOrigin(app, 'scopes', 'commaSeparatedOauthScopes')],
        };
      }
    }
  },
};
