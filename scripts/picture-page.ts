/** Takes the picture of the page in the README: `node scripts/picture-page.ts` after the page has changed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launchChromium } from '../test/browser/chromium.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'leastwise-picture-'));
const html = join(folder, 'page.html');
const leastwise = join(ROOT, 'bin', 'leastwise.js');
spawnSync(process.execPath, [leastwise, 'audit', 'examples/messy-org', '--html', html], { cwd: ROOT });

const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 1200, height: 860 } });
await page.goto(pathToFileURL(html).href);
await page.screenshot({ path: join(ROOT, 'docs', 'pictures', 'page.png') });
await browser.close();
rmSync(folder, { recursive: true, force: true });
