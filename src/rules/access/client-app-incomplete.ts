import { appSubject, appTitle } from '../apps.ts';
import { clientAppFiles, exampleTree } from '../example-tree.ts';
import type { Rule } from '../rule.ts';
import { listed } from '../wording.ts';

const PARTS = {
  app: 'the app itself',
  'oauth-settings': 'its OAuth settings',
  'oauth-policies': 'its OAuth policies',
} as const;
const whole = clientAppFiles('ERP', {});
const withoutPolicies = Object.fromEntries(Object.entries(whole).filter(([path]) => !path.includes('Policies')));

export const clientAppIncomplete: Rule = {
  id: 'client-app-incomplete',
  code: 'A21',
  title: 'An external client app of which parts are missing',
  why: 'An external client app is several files. What is missing cannot be reviewed, and is not deployed: the app then runs by the defaults of the org.',
  fix: 'Retrieve the missing types too: ExternalClientApplication, ExtlClntAppOauthSettings, ExtlClntAppOauthConfigurablePolicies.',
  severity: 'low',
  principles: ['B2'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Metadata API, ExternalClientApplication' }],
  needs: ['externalClientApps'],
  presets: ['recommended', 'strict'],
  since: '0.1.0',
  examples: {
    fail: [{ name: 'No policies', files: exampleTree(withoutPolicies), says: 'its OAuth policies' }],
    pass: [{ name: 'All three', files: whole }],
  },
  *check({ snapshot }) {
    // Of an org the parts that hold secrets are never read.
    for (const app of snapshot.org === undefined ? snapshot.externalClientApps : []) {
      // An app without any OAuth file does not take part in OAuth: it may be a SAML or canvas app.
      const takesPart = app.parts.some((part) => part.includes('oauth'));
      const missing = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((part) => !app.parts.includes(part));
      if (!takesPart || missing.length === 0) yield { ...appSubject(app), outcome: 'pass' };
      else
        yield {
          ...appSubject(app),
          outcome: 'fail',
          message: `${appTitle(app)} lacks ${listed(missing.map((part) => PARTS[part]))} in this source.`,
          locations: [app.origin],
        };
    }
  },
};
