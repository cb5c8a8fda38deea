/** Runs every generator (`scripts/generate-*.ts`) in name order: `npm run generate`. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

for (const script of globSync('scripts/generate-*.ts').sort()) {
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${script} failed.`);
    process.exit(status ?? 1);
  }
}
