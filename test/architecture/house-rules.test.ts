import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const SOURCES = globSync('src/**/*.ts').sort();
const PURE = /^src\/(model|platform|access|discover|rules|plan|report)\//;
/** Tables and texts: long because there is much to list, not because there is much to follow. */
const TABLES =
  /^src\/platform\/|^src\/rules\/(change-)?register\.ts$|^src\/report\/html\/(style|script)\.ts$|^src\/local-org\/schema\/(setup|standard)-objects\.ts$/;
const VAGUE = /(^|-)(utils?|helpers?|common|shared|misc|services?|managers?)(-|$)/;

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true);
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

function lineOf(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line + 1;
}

function longFunctions(path: string, limit: number): string[] {
  const file = parse(path);
  const found: string[] = [];
  visit(file, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return;
    const lines = lineOf(file, node.end) - lineOf(file, node.getStart()) + 1;
    if (lines > limit) found.push(`${path}:${lineOf(file, node.getStart())} has ${lines} lines`);
  });
  return found;
}

/** What makes a function answer differently next time: clock, chance, environment, console. */
function impurities(path: string): string[] {
  const file = parse(path);
  const found: string[] = [];
  visit(file, (node) => {
    const text = ts.isPropertyAccessExpression(node) || ts.isNewExpression(node) ? node.getText() : '';
    const clock = /^(Date\.now|performance\.now|Math\.random|process\.|console\.)/.test(text) || text === 'new Date()';
    if (clock) found.push(`${path}:${lineOf(file, node.getStart())} ${text}`);
  });
  return found;
}

test('files and folders are kebab-case and say what they hold', () => {
  const names = new Set(SOURCES.flatMap((path) => [basename(path, '.ts'), ...dirname(path).split('/').slice(1)]));
  assert.deepEqual(
    [...names].filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)),
    [],
  );
  assert.deepEqual(
    [...names].filter((name) => VAGUE.test(name)),
    [],
  );
});

test('no file has more than 400 lines, tables apart', () => {
  const long = SOURCES.filter((path) => !TABLES.test(path) && readFileSync(path, 'utf8').split('\n').length > 401);
  assert.deepEqual(long, []);
});

test('no function has more than 60 lines', () => {
  assert.deepEqual(
    SOURCES.filter((path) => !TABLES.test(path)).flatMap((path) => longFunctions(path, 60)),
    [],
  );
});

test('a pipeline has at most 80 lines', () => {
  const pipelines = SOURCES.filter((path) => path.startsWith('src/pipelines/'));
  assert.ok(pipelines.length > 0);
  assert.deepEqual(
    pipelines.filter((path) => readFileSync(path, 'utf8').split('\n').length > 81),
    [],
  );
});

test('pure folders have no clock, chance, environment or console', () => {
  assert.deepEqual(SOURCES.filter((path) => PURE.test(path)).flatMap(impurities), []);
});

test('only functions, Problem and OrgError: classes are few and named here', () => {
  const classes = SOURCES.filter((path) => !path.startsWith('src/commands/')).flatMap((path) => {
    const found: string[] = [];
    visit(parse(path), (node) => {
      if (ts.isClassDeclaration(node)) found.push(`${path} ${node.name?.text}`);
    });
    return found;
  });
  assert.deepEqual(classes, ['src/local-org/org-error.ts OrgError', 'src/model/problem.ts Problem']);
});

test('no module re-exports a folder: src/index.ts is the only door', () => {
  const barrels = SOURCES.filter((path) => basename(path) === 'index.ts' && path !== 'src/index.ts');
  assert.deepEqual(barrels, []);
});
