import assert from 'node:assert/strict';
import { globSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { matches, parseScenario, prepare, rewritten, run, type Seen, type Step, scratchFolder } from './scenario.ts';

/** `UPDATE_SCENARIOS=1 npm test -- test/scenarios` writes what is seen into the files, to be read before it is committed. */
const UPDATE = process.env['UPDATE_SCENARIOS'] === '1';

for (const path of globSync(join(import.meta.dirname, '*.scenario')).sort()) {
  const scenario = parseScenario(path);
  test(scenario.title, () => {
    const folder = scratchFolder();
    const seen = new Map<Step, Seen>();
    try {
      for (const step of scenario.steps) {
        if (step.kind !== 'run') {
          prepare(step, folder.path);
          continue;
        }
        const now = run(step.command, folder.path);
        seen.set(step, now);
        if (UPDATE) continue;
        const where = `${basename(path)}:${step.line}  $ ${step.command}`;
        // `deepEqual` prints the difference line by line; it is asked only when the wildcards did not match.
        if (!matches(step.output, now.output)) assert.deepEqual(now.output, step.output, where);
        assert.equal(now.exit, step.exit, `${where}: exit code`);
      }
      if (UPDATE) writeFileSync(path, rewritten(scenario, seen));
    } finally {
      folder.remove();
    }
  });
}
