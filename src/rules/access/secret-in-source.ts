import { connectedAppFile, file } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

const globalSettings = (secret: string) =>
  file('extlClntAppGlobalOauthSets/ERP.ecaGlblOauth-meta.xml', 'ExtlClntAppGlobalOauthSettings', [
    '<callbackUrl>https://localhost/callback</callbackUrl>',
    `<consumerSecret>${secret}</consumerSecret>`,
    '<externalClientApplication>ERP</externalClientApplication>',
    '<label>ERP</label>',
  ]);

export const secretInSource: Rule = {
  id: 'secret-in-source',
  code: 'A13',
  title: 'A secret in the source tree',
  why: 'Whoever may read the repository, its clones or its build logs can log in as the application. It stays in the history after the file is gone.',
  fix: 'Rotate the secret first, then take it out of the files and keep such files out of version control.',
  severity: 'critical',
  principles: ['B4'],
  threats: ['Impersonate'],
  references: [{ standard: 'Salesforce', id: 'Metadata API, ExtlClntAppGlobalOauthSettings' }],
  needs: [],
  presets: ['recommended', 'strict', 'legacy'],
  since: '0.1.0',
  examples: {
    fail: [
      { name: 'A consumer secret', files: globalSettings('D4F1C2B3A49586778899AABBCCDDEEFF'), says: 'consumer secret' },
    ],
    pass: [
      { name: 'A placeholder', files: globalSettings('{{ERP_SECRET}}') },
      { name: 'None', files: connectedAppFile('ERP', {}) },
    ],
  },
  *check({ snapshot }) {
    const secrets = snapshot.secrets.filter(({ kind }) => kind !== 'consumer-key');
    if (secrets.length === 0) yield { subject: 'source', subjectKind: 'org', outcome: 'pass' };
    for (const [holder, found] of Map.groupBy(secrets, ({ holder: name }) => name)) {
      const kinds = [...new Set(found.map(({ kind }) => kind.replace('-', ' ')))];
      yield {
        subject: holder,
        subjectKind: 'file',
        outcome: 'fail',
        message: `A ${kinds.join(' and a ')} of "${holder}" stands in the source in the clear.`,
        locations: found.map(({ path, line }) => ({ path, line })),
      };
    }
  },
};
