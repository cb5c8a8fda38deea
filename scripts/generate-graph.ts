/** Draws the folders of `src` and the imports between them, as they are, into docs/architecture.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import config, { ARROWS } from '../.dependency-cruiser.mjs';

const PAGE = 'docs/architecture.md';
const MARKED = /(<!-- graph -->\n)[\s\S]*(<!-- \/graph -->)/;

function folderOf(path: string): string {
  const [, folder = ''] = /^src\/([^/]+)\//.exec(path) ?? [];
  return folder;
}

const { tsConfig: _, ...options } = config.options;
const { output } = await cruise(['src'], options);
if (typeof output === 'string') throw new Error('expected a cruise result, not a report');

const counts = new Map<string, number>();
for (const { source, dependencies } of output.modules) {
  for (const { resolved } of dependencies) {
    const [from, to] = [folderOf(source), folderOf(resolved)];
    if (from && to && from !== to) counts.set(`${from} ${to}`, (counts.get(`${from} ${to}`) ?? 0) + 1);
  }
}

const order = Object.keys(ARROWS);
const arrows = [...counts.keys()]
  .map((key) => key.split(' ') as [string, string])
  .sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]) || order.indexOf(a[1]) - order.indexOf(b[1]))
  // Nearly everything knows the nouns: drawing those arrows would hide the others.
  .filter(([, to]) => to !== 'model')
  .map(([from, to]) => `  ${from} --> ${to}`);

const graph = [
  '```mermaid',
  'flowchart LR',
  ...arrows,
  '```',
  '',
  'Arrows to `model` are left out: everything has one.',
  '',
].join('\n');
const page = readFileSync(PAGE, 'utf8');
if (!MARKED.test(page)) throw new Error(`${PAGE} has no graph markers`);
writeFileSync(
  PAGE,
  page.replace(MARKED, (_match, open: string, close: string) => `${open}${graph}${close}`),
);
