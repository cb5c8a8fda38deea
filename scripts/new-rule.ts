/** `npm run new -- <rule-id>`: a rule file whose example fails until it is written, and the register made anew. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [id = ''] = process.argv.slice(2);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
  console.error('Usage: npm run new -- <rule-id>, kebab-case, at least two words: npm run new -- view-all-data');
  process.exit(1);
}

const path = `src/rules/access/${id}.ts`;
if (existsSync(path)) {
  console.error(`${path} exists: rule ids are never reused.`);
  process.exit(1);
}

const used = globSync('src/rules/access/*.ts').flatMap((file) => {
  const [, number] = /code: 'Z(\d+)'/.exec(readFileSync(file, 'utf8')) ?? [];
  return number ? [Number(number)] : [];
});
const code = `Z${String(Math.max(0, ...used) + 1).padStart(2, '0')}`;
const name = id.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
const title = id.replace(/-/g, ' ').replace(/^./, (letter) => letter.toUpperCase());

writeFileSync(
  path,
  `import { exampleTree, permissionSetFile } from '../example-tree.ts';
import type { Rule } from '../rule.ts';

export const ${name}: Rule = {
  id: '${id}',
  code: '${code}',
  title: '${title}',
  why: 'What an attacker, or the next mistake, gains by it.',
  fix: 'What to change, in words of Setup.',
  severity: 'medium',
  principles: ['S1'],
  threats: ['Exfiltrate'],
  references: [],
  needs: ['permissionSets'],
  presets: ['recommended', 'strict'],
  since: '${JSON.parse(readFileSync('package.json', 'utf8')).version}',
  examples: {
    fail: [
      {
        name: 'The smallest tree in which it is wrong',
        files: exampleTree(permissionSetFile('ERP_Integration', { system: ['ApiEnabled'] })),
        says: 'part of the message',
      },
    ],
    pass: [
      {
        name: 'The same, right',
        files: exampleTree(permissionSetFile('ERP_Integration', { objects: { Account: 'read' } })),
      },
    ],
  },
  *check({ snapshot }) {
    for (const { id: subjectId, kind, name: subject } of snapshot.containers) {
      // Say \`fail\` with a message and locations, or \`pass\`. Until then the failing example fails the tests.
      if (kind === 'permission-set') yield { outcome: 'pass', subject, subjectKind: kind, subjectId };
    }
  },
};
`,
);

const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'generate-rules.ts')], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
console.log(`${path} written. Fill it in, then: npm run generate && npm test -- test/rules`);
