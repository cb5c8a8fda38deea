import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { cruise } from 'dependency-cruiser';
import config, { ARROWS } from '../../.dependency-cruiser.mjs';

const WALK_THROUGH = 'index.ts';
let scratch = '';

before(() => {
  scratch = mkdtempSync(join(tmpdir(), 'leastwise-arrows-'));
});
after(() => rmSync(scratch, { recursive: true, force: true }));

async function violations(baseDir: string): Promise<string[]> {
  // The planted trees have no tsconfig of their own, and need none.
  const { tsConfig: _, ...options } = config.options;
  const result = await cruise(['src'], {
    ...options,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
    baseDir,
  });
  if (typeof result.output === 'string') throw new Error('expected a cruise result, not a report');
  return result.output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

function tree(name: string, files: Record<string, string>): string {
  const base = join(scratch, name);
  writeTree(base, { 'package.json': '{"type":"module"}', ...files });
  return base;
}

function writeTree(base: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
}

/** The command line, exactly as `npm run lint` calls it: it knows the tsconfig, and so where packages lie. */
function violationsOfTheSource(): string[] {
  const tool = join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const args = [tool, 'src', '--config', '.dependency-cruiser.mjs', '--output-type', 'json'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const { summary } = JSON.parse(stdout) as { summary: { totalCruised: number; violations: Violation[] } };
  assert.ok(summary.totalCruised > 100, 'the whole source was read');
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

test('the source keeps to the arrow table', () => {
  assert.deepEqual(violationsOfTheSource(), []);
});

test('every folder of src stands in the arrow table', () => {
  const folders = readdirSync('src', { withFileTypes: true });
  const strays = folders.filter((entry) =>
    entry.isDirectory() ? !(entry.name in ARROWS) : entry.name !== WALK_THROUGH,
  );
  assert.deepEqual(
    strays.map(({ name }) => name),
    [],
  );
});

test('an arrow that is not in the table is caught', async () => {
  const base = tree('arrow', {
    'src/model/noun.ts': "import { engine } from '../access/engine.ts';\nexport const noun = engine;\n",
    'src/access/engine.ts': 'export const engine = 1;\n',
  });
  assert.deepEqual(await violations(base), ['model-imports: src/model/noun.ts → src/access/engine.ts']);
});

test('a cycle, a clock by import and a walled package are caught', async () => {
  const base = tree('walls', {
    'src/rules/one.ts': "import { two } from './two.ts';\nexport const one = () => two;\n",
    'src/rules/two.ts': "import { one } from './one.ts';\nexport const two = () => one;\n",
    'src/report/file.ts': "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('x');\n",
    'src/config/file.ts': "import { Parser } from 'saxes';\nexport const parser = Parser;\n",
    'node_modules/saxes/package.json': '{"name":"saxes","main":"saxes.js"}',
    'node_modules/saxes/saxes.js': 'exports.Parser = 1;',
  });
  const found = (await violations(base)).map((line) => line.split(':')[0]);
  for (const rule of ['no-cycles', 'pure-folders', 'wall-xml'])
    assert.ok(found.includes(rule), `${rule} not in ${found}`);
});
