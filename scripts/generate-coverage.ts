/** Writes docs/local-org-coverage.md from the code: every endpoint, object and SOQL feature of the local org, and how we know. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Evidence } from '../src/local-org/api/api.ts';
import { ROUTES } from '../src/local-org/api/routes.ts';
import { initialSchema } from '../src/local-org/schema/initial-schema.ts';
import { SOQL_FEATURES } from './soql-features.ts';

const PAGE = 'docs/local-org-coverage.md';

const EVIDENCE: Readonly<Record<Evidence, string>> = {
  documented: 'verified against documentation',
  'client-driven': 'driven by a foreign client',
  'best-guess': 'best guess',
};

const KINDS = {
  data: 'Records, opened by object permissions and field-level security',
  activity: 'Activities, which take no object permissions',
  setup: 'Set-up, opened by set-up rights',
  log: 'What happened, written by the org alone',
  virtual: 'Made when somebody asks',
  'custom-setting': 'Custom settings',
  'custom-metadata': 'Custom metadata types',
} as const;

function endpoints(): readonly string[] {
  const families = [...new Set(ROUTES.map(({ family }) => family))].sort();
  return families.flatMap((family) => [
    `### ${family}`,
    '',
    '| request | what it is | how we know |',
    '|---|---|---|',
    ...ROUTES.filter((route) => route.family === family)
      .map(({ method, path, title, evidence }) => `| \`${method} ${path}\` | ${title} | ${EVIDENCE[evidence]} |`)
      .sort(),
    '',
  ]);
}

function objects(): readonly string[] {
  const all = initialSchema().objects();
  return Object.entries(KINDS).flatMap(([kind, title]) => {
    const names = all.filter((object) => object.kind === kind).map(({ name }) => name);
    return names.length === 0 ? [] : [`**${title}** (${names.length}): ${names.join(', ')}.`, ''];
  });
}

const text = [
  '# What the local org answers',
  '',
  'Made by `npm run generate` from the code: do not edit.',
  '',
  'An unknown request is never answered with an empty success: it gets status 501 and a line that says what is missing, and is',
  'counted (`unanswered` of the admin endpoint). Facts that Salesforce does not document are best guesses, here and in the code.',
  '',
  '## Endpoints',
  '',
  ...endpoints(),
  '## SOQL',
  '',
  '| feature | how we know | tested in |',
  '|---|---|---|',
  ...SOQL_FEATURES.map(({ feature, evidence, test }) => `| ${feature} | ${EVIDENCE[evidence]} | \`${test}\` |`),
  '',
  'Anything else is refused as `MALFORMED_QUERY`, and the message names it.',
  '',
  '## Objects',
  '',
  'Standard objects have the fields and types of a current org (from the types of `@jsforce/jsforce-node`); custom ones come from',
  'the metadata that is loaded or deployed.',
  '',
  ...objects(),
].join('\n');

if (readFileSync(PAGE, { encoding: 'utf8', flag: 'a+' }) !== text) writeFileSync(PAGE, text);
