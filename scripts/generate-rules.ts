/**
 * Makes from the rule files: src/rules/register.ts, one page a rule in docs/rules, and their index. A rule is found by
 * its file: nothing else has to be told about it.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule, RuleExample } from '../src/rules/rule.ts';
import { UNUSED_WAIVER } from '../src/rules/waive.ts';
import { CHECKS, type Check } from './checks.ts';

const PAGES = 'docs/rules';
const NOTE = 'Made by `npm run generate` from the rule files: do not edit.';

const ids = globSync('src/rules/access/*.ts')
  .map((path) => basename(path, '.ts'))
  .sort();

function exportName(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

async function load(id: string): Promise<Rule> {
  const module: Record<string, Rule> = await import(pathToFileURL(`src/rules/access/${id}.ts`).href);
  const rule = module[exportName(id)];
  if (!rule) throw new Error(`src/rules/access/${id}.ts must export ${exportName(id)}`);
  if (rule.id !== id)
    throw new Error(`src/rules/access/${id}.ts holds the rule "${rule.id}": id and file name must agree`);
  return rule;
}

/** Writes only what changes, so that a second run leaves no trace. */
function write(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  writeFileSync(path, text);
}

function register(): string {
  return [
    '// Made by `npm run generate` from the files in src/rules/access: do not edit.',
    ...ids.map((id) => `import { ${exportName(id)} } from './access/${id}.ts';`),
    "import type { Rule } from './rule.ts';",
    '',
    '/** Every rule, by id. */',
    'export const RULES: readonly Rule[] = [',
    ...ids.map((id) => `  ${exportName(id)},`),
    '];',
    '',
  ].join('\n');
}

function reference({ standard, id, url }: Rule['references'][number]): string {
  const text = `${standard} ${id}`;
  return url ? `[${text}](${url})` : text;
}

function example({ name, files, org, says }: RuleExample): readonly string[] {
  const said = says ? ['', `Says: *${says}*`] : [];
  const parts = Object.entries(files).flatMap(([path, text]) => [
    '',
    `\`${path}\``,
    '',
    path.endsWith('.json') ? '```json' : '```xml',
    text.trimEnd(),
    '```',
  ]);
  const known = org ? ['', 'And the org says:', '', '```json', JSON.stringify(org, null, 2), '```'] : [];
  return ['', `### ${name}`, ...said, ...parts, ...known];
}

function needsOf({ needs, needsAnyOf = [] }: Rule): readonly string[] {
  const all = needs.length > 0 ? [`Needs: ${needs.join(', ')}. When one was not read, the rule is *not-checked*.`] : [];
  const any =
    needsAnyOf.length > 0
      ? [`Needs one of: ${needsAnyOf.join(', ')}. When none was read, the rule is *not-checked*.`]
      : [];
  return [...all, ...any].flatMap((line) => ['', line]);
}

function page(rule: Rule): string {
  const facts = [
    `| code | severity | principles | threats | presets | since |`,
    `|---|---|---|---|---|---|`,
    `| ${rule.code} | ${rule.severity} | ${rule.principles.join(', ') || '–'} | ${rule.threats.join(', ') || '–'} | ${rule.presets.join(', ')} | ${rule.since} |`,
  ];
  const needs = needsOf(rule);
  const references =
    rule.references.length > 0 ? ['', `References: ${rule.references.map(reference).join(' · ')}`] : [];
  return [
    `# ${rule.id}`,
    '',
    `**${rule.title}**`,
    '',
    ...facts,
    ...needs,
    ...references,
    '',
    '## Why',
    '',
    rule.why,
    '',
    '## Fix',
    '',
    rule.fix,
    '',
    '## Fails',
    ...rule.examples.fail.flatMap(example),
    '',
    '## Passes',
    ...rule.examples.pass.flatMap(example),
    '',
    `<!-- ${NOTE} -->`,
    '',
  ].join('\n');
}

function index(rules: readonly Rule[]): string {
  const rows = rules
    .toSorted((a, b) => a.code.localeCompare(b.code, 'en', { numeric: true }) || a.id.localeCompare(b.id))
    .map(
      (rule) =>
        `| ${rule.code} | [${rule.id}](${rule.id}.md) | ${rule.title} | ${rule.severity} | ${rule.principles.join(', ')} |`,
    );
  return [
    '# Rules',
    '',
    `${rules.length} rules. Each is one file in \`src/rules/access/\`; its examples run as tests. Which check of the catalogue each answers: [checks](checks.md). ${NOTE}`,
    '',
    '| code | rule | title | severity | principles |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    `The runner adds one of its own, \`${UNUSED_WAIVER.id}\` (${UNUSED_WAIVER.code}, ${UNUSED_WAIVER.severity}): ${UNUSED_WAIVER.why}`,
    '',
  ].join('\n');
}

/** Which rules answer a check: by their code, or because they say that they cover it. */
function answersTo({ id, takes }: Check, rules: readonly Rule[]): string {
  const answering = rules.filter(({ code, covers = [] }) => code === id || covers.includes(id));
  const links = answering.map((rule) => `[${rule.id}](${rule.id}.md)`).join(', ');
  return links || `– takes ${takes ?? 'a rule'}`;
}

function checksPage(rules: readonly Rule[]): string {
  const codes = new Set(CHECKS.flatMap(({ checks }) => checks.map(({ id }) => id)));
  const beyond = rules.filter(({ code }) => !codes.has(code)).sort((a, b) => (a.code < b.code ? -1 : 1));
  return [
    '# Checks',
    '',
    `What an audit of integrations should ask, and which rule answers it. ${NOTE.replace('the rule files', '`scripts/checks.ts` and the rule files')}`,
    ...CHECKS.flatMap(({ title, checks }) => [
      '',
      `## ${title}`,
      '',
      '| code | asks | answered by |',
      '|---|---|---|',
      ...checks.map((check) => `| ${check.id} | ${check.asks} | ${answersTo(check, rules)} |`),
    ]),
    '',
    '## Beyond the catalogue',
    '',
    '| code | rule | title |',
    '|---|---|---|',
    ...beyond.map(({ id, code, title }) => `| ${code} | [${id}](${id}.md) | ${title} |`),
    '',
  ].join('\n');
}

write('src/rules/register.ts', register());
const rules = await Promise.all(ids.map(load));
mkdirSync(PAGES, { recursive: true });
for (const rule of rules) write(`${PAGES}/${rule.id}.md`, page(rule));
write(`${PAGES}/README.md`, index(rules));
write(`${PAGES}/checks.md`, checksPage(rules));
for (const stray of globSync(`${PAGES}/*.md`)) {
  const name = basename(stray, '.md');
  if (name !== 'README' && name !== 'checks' && !ids.includes(name)) rmSync(stray);
}
