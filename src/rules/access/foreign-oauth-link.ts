import { appSubject, appTitle } from '../apps.ts';
import { clientAppFiles, exampleTree, file } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

const linked = file('extlClntAppOauthSettings/ERP_OauthSettings.ecaOauth-meta.xml', 'ExtlClntAppOauthSettings', [
  '<commaSeparatedOauthScopes>Api</commaSeparatedOauthScopes>',
  '<externalClientApplication>ERP</externalClientApplication>',
  '<label>ERP</label>',
  '<oauthLink>00Dxx0000000001:888xx0000000001AAA</oauthLink>',
]);

export const foreignOauthLink: Rule = {
  id: 'foreign-oauth-link',
  code: 'A19',
  title: 'Settings bound to the org they came from',
  why: 'An oauthLink holds ids of the org it was retrieved from. Deployed elsewhere it fails, or ties the app to an org nobody meant.',
  fix: 'Remove the oauthLink element before the file is deployed to another org.',
  severity: 'low',
  principles: ['B1'],
  threats: [],
  references: [{ standard: 'Salesforce', id: 'Metadata API, ExtlClntAppOauthSettings' }],
  needs: ['externalClientApps'],
  presets: ['strict'],
  since: '0.1.0',
  examples: {
    fail: [{ name: 'An oauthLink', files: exampleTree(clientAppFiles('ERP', {}), linked), says: 'oauthLink' }],
    pass: [{ name: 'None', files: clientAppFiles('ERP', {}) }],
  },
  *check({ snapshot }) {
    // In an org the link is its own.
    for (const app of snapshot.org === undefined ? snapshot.externalClientApps : []) {
      if (app.oauthLink === undefined) yield { ...appSubject(app), outcome: 'pass' };
      else
        yield {
          ...appSubject(app),
          outcome: 'fail',
          message: `${appTitle(app)} carries an oauthLink, which belongs to one org.`,
          locations: [app.oauthLink],
        };
    }
  },
};
