import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { matches, parseScenario, prepare, run, scratchFolder } from './scenario.ts';

for (const path of globSync(join(import.meta.dirname, '*.scenario')).sort()) {
  const scenario = parseScenario(path);
  test(scenario.title, () => {
    const folder = scratchFolder();
    try {
      for (const step of scenario.steps) {
        if (step.kind !== 'run') {
          prepare(step, folder.path);
          continue;
        }
        const seen = run(step.command, folder.path);
        const where = `${basename(path)}:${step.line}  $ ${step.command}`;
        // `deepEqual` prints the difference line by line; it is asked only when the wildcards did not match.
        if (!matches(step.output, seen.output)) assert.deepEqual(seen.output, step.output, where);
        assert.equal(seen.exit, step.exit, `${where}: exit code`);
      }
    } finally {
      folder.remove();
    }
  });
}
