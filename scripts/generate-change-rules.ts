/** Makes from the files in src/rules/change: their register, and docs/rules-about-changes.md. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OWNERSHIP_REFUSALS } from '../src/plan/ownership-refusals.ts';
import type { ChangeRule } from '../src/rules/change-rule.ts';

const NOTE = 'Made by `npm run generate` from the files in `src/rules/change/`: do not edit.';

const ids = globSync('src/rules/change/*.ts')
  .map((path) => basename(path, '.ts'))
  .sort();

function exportName(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

async function load(id: string): Promise<ChangeRule> {
  const module: Record<string, ChangeRule> = await import(pathToFileURL(`src/rules/change/${id}.ts`).href);
  const rule = module[exportName(id)];
  if (rule?.id !== id) throw new Error(`src/rules/change/${id}.ts must export ${exportName(id)} with the id "${id}"`);
  return rule;
}

function write(path: string, text: string): void {
  if (readFileSync(path, { encoding: 'utf8', flag: 'a+' }) !== text) writeFileSync(path, text);
}

function section({ id, title, why, fix, severity, effect }: Omit<ChangeRule, 'check'>): string {
  const does = effect === 'refuse' ? `Refuses the plan unless \`--allow ${id}\` is given.` : 'Warns.';
  return [`## ${id}`, '', `**${title}** · ${severity}`, '', why, '', `${does} ${fix}`, ''].join('\n');
}

write(
  'src/rules/change-register.ts',
  [
    '// Made by `npm run generate` from the files in src/rules/change: do not edit.',
    ...ids.map((id) => `import { ${exportName(id)} } from './change/${id}.ts';`),
    "import type { ChangeRule } from './change-rule.ts';",
    '',
    '/** Every rule about changes, by id. */',
    'export const CHANGE_RULES: readonly ChangeRule[] = [',
    ...ids.map((id) => `  ${exportName(id)},`),
    '];',
    '',
  ].join('\n'),
);
const rules = await Promise.all(ids.map(load));
write(
  'docs/rules-about-changes.md',
  [
    '# Rules about changes',
    '',
    'A plan is judged before it is applied. What a rule refuses is not applied unless it is allowed by its name.',
    '',
    ...[...rules, ...OWNERSHIP_REFUSALS].map(section),
    `<!-- ${NOTE} -->`,
    '',
  ].join('\n'),
);
