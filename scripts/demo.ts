/** The first look: audits the example org as a user would, leaves the page, says what to try next. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = 'leastwise-report.html';

const { status } = spawnSync(
  process.execPath,
  [join(root, 'bin', 'leastwise.js'), 'audit', join('examples', 'messy-org'), '--html', page],
  { cwd: root, stdio: 'inherit' },
);

// 1 is the answer "there are findings", which is what this example is for.
if (status !== 0 && status !== 1) process.exit(status ?? 1);
console.log(`
 That was an org as one often meets it. The same findings as a page: ${page}
 The org after the cure:   npx leastwise audit examples/clean-org
 Why can it do that:       npx leastwise explain hr-sync ManageUsers --source examples/messy-org
 Your own:                 npx leastwise audit <path to an SFDX project, an MDAPI folder or a retrieved zip>`);
