import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

const ROOT = process.env['LEASTWISE_CORPUS'] ?? join(import.meta.dirname, '..', '..', 'shared', 'corpus');

/** Folder of the real metadata, or of one of its trees: beside the repository, or where `LEASTWISE_CORPUS` says. */
export function corpusPath(tree = ''): string {
  return join(ROOT, tree);
}

/** A test over real metadata: skipped, and says why, where that is not at hand. */
export function corpusTest(name: string, run: (context: TestContext) => void | Promise<void>): void {
  const skip = existsSync(ROOT) ? false : `no corpus at ${ROOT}: set LEASTWISE_CORPUS`;
  test(name, { skip }, run);
}
