import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Audit } from '../../src/model/audit.ts';
import { htmlAudit } from '../../src/report/html/page.ts';
import { aFinding, aHostileAudit, anAudit, anIntegration, aReach } from '../report/sample-audit.ts';
import { launchChromium } from './chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'leastwise-page-'));
let browser: Browser;

before(async () => {
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** What the page asked for, complained about or ran that it should not. */
  readonly trouble: readonly string[];
}

async function open(audit: Audit, options: BrowserContextOptions = {}): Promise<Opened> {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.html`);
  writeFileSync(path, htmlAudit(audit));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const trouble: string[] = [];
  const own = pathToFileURL(path).href;
  page.on('console', (message) => trouble.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(own)) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(own);
  return { page, trouble };
}

/** A large org: many integrations, fifty thousand field grants in all. */
function aLargeAudit(integrations: number, grants: number): Audit {
  const perIntegration = Math.ceil(grants / integrations);
  const names = Array.from({ length: integrations }, (_, at) => `application-${String(at).padStart(3, '0')}`);
  return anAudit({
    integrations: names.map((name) =>
      anIntegration(name, {
        worst: 'medium',
        verdict: '2 medium',
        reach: aReach({
          objects: Array.from({ length: Math.ceil(perIntegration / 20) }, (_, object) => ({
            object: `Object_${object}__c`,
            verbs: ['read', 'edit'],
            readFields: Array.from({ length: 20 }, (__, field) => `Field_${field}__c`),
            editFields: ['Field_0__c'],
          })),
        }),
      }),
    ),
    findings: names.flatMap((name) => [
      aFinding('view-all-records', name, 'medium'),
      aFinding('no-owner', name, 'medium'),
    ]),
  });
}

test('the page loads without a request, an error or a breach of its policy', async () => {
  const { page, trouble } = await open(anAudit());
  assert.equal(await page.title(), 'Integrations of force-app');
  assert.deepEqual(trouble, []);
  const policy = await page.getAttribute('meta[http-equiv]', 'content');
  assert.match(
    policy ?? '',
    /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/,
  );
});

test('the policy holds: what is injected afterwards neither runs nor loads', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { page, trouble } = await open(anAudit());
  await page.evaluate((source) => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "owned"';
    document.body.append(script);
    const image = document.createElement('img');
    image.src = source;
    document.body.append(image);
  }, `http://127.0.0.1:${port}/x.png`);
  await page.waitForTimeout(100);
  server.close();
  assert.equal(await page.title(), 'Integrations of force-app');
  assert.ok(trouble.some((line) => line.includes('Content Security Policy')));
  assert.equal(asked, 0);
});

test('hostile names are text and nothing else', async () => {
  const { page, trouble } = await open(aHostileAudit());
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  assert.equal(
    await page.locator('img, iframe, object, a[href^="javascript"], script:not(#reach):not(:last-of-type)').count(),
    0,
  );
  assert.notEqual(await page.title(), 'owned');
  assert.deepEqual(trouble, []);
  const shown = await page.locator('body').innerText();
  assert.ok(shown.includes('<script>document.title="owned"</script>'));
  assert.ok(!shown.includes('\u202e') && shown.includes('\\u202e'));
});

test('filters narrow the findings down, and say how many are left', async () => {
  const { page } = await open(anAudit());
  const visible = () => page.locator('.finding:visible').count();
  const count = page.locator('#count');
  assert.equal(await visible(), 6);
  await page.getByLabel('Severity').selectOption('critical');
  assert.equal(await visible(), 2);
  assert.equal(await count.innerText(), '2 of 6 shown');
  await page.getByLabel('Outcome').selectOption('fail');
  assert.equal(await visible(), 1);
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByLabel('Search in findings').fill('latent WAREHOUSE');
  assert.equal(await visible(), 1);
  await page.getByRole('button', { name: 'Reset' }).click();
  await page
    .locator('#integration-1')
    .getByRole('link', { name: /All its 2 findings/ })
    .click();
  assert.equal(await visible(), 2);
});

test('a matrix unfolds to objects, and an object to its fields', async () => {
  const { page } = await open(anAudit());
  const card = page.locator('.card').first();
  const account = card.locator('tr', { hasText: 'Account' });
  assert.equal(await account.locator('td.on').count(), 2);
  await account.getByText('2 fields, 1 editable').click();
  await account.locator('td.fields b').waitFor();
  assert.match(await account.locator('td.fields').innerText(), /Phone\s+Name/);
});

test('many integrations are folded to a line each, and found by what they hold', async () => {
  const { page } = await open(aLargeAudit(40, 1000));
  const cards = page.locator('.card:visible');
  assert.equal(await page.locator('.card[open]').count(), 0);
  await page.getByLabel('Find an integration').fill('application-007');
  assert.equal(await cards.count(), 1);
  await page.getByLabel('Find an integration').fill('');
  await page.getByRole('button', { name: 'Unfold all' }).click();
  assert.equal(await page.locator('.card[open]').count(), 40);
  await page.getByRole('button', { name: 'Fold all' }).click();
  assert.equal(await page.locator('.card[open]').count(), 0);
});

test('a jump to a section lands on it, however much lies above', async () => {
  const { page } = await open(aLargeAudit(120, 6000));
  for (const id of ['findings', 'not-checked', 'design']) {
    await page.locator(`nav a[href="#${id}"]`).click();
    await page.waitForTimeout(200);
    const box = await page.locator(`#${id}`).boundingBox();
    const height = page.viewportSize()?.height ?? 0;
    assert.ok(box && box.y > -5 && box.y < height, `${id} is at ${box?.y}`);
  }
});

test('nothing runs over the edge, on a desk or on a telephone', async () => {
  for (const width of [390, 1440]) {
    for (const audit of [anAudit(), aHostileAudit()]) {
      const { page } = await open(audit, { viewport: { width, height: 900 } });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(over <= 0, `${over} px too wide at ${width}`);
    }
  }
});

/** Contrast (WCAG 2) of the text of every visible element against what lies behind it. */
function lowContrast(): string[] {
  const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r = 0, g = 0, b = 0]: number[]): number => {
    const linear = [r, g, b].map((value) =>
      value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  };
  const ground = (element: Element): number[] => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found: string[] = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (!own || element.closest('script, .off, .sr, svg') || element.getClientRects().length === 0) continue;
    const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5)
      found.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)} ${element.textContent?.slice(0, 30)}`);
  }
  return found;
}

test('text can be read in light and in dark, by system and by switch', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await open(anAudit(), { colorScheme });
    assert.deepEqual(await page.evaluate(lowContrast), [], colorScheme);
    await page.locator('#theme').click();
    assert.deepEqual(await page.evaluate(lowContrast), [], `switched from ${colorScheme}`);
  }
});

test('everything can be reached with the keyboard', async () => {
  const { page } = await open(anAudit());
  const reached = new Set<string>();
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement?.tagName ?? ''));
  }
  for (const tag of ['A', 'BUTTON', 'SUMMARY', 'INPUT', 'SELECT'])
    assert.ok(reached.has(tag), `${tag} is never focused`);
  const unnamed = await page
    .locator('input:not([aria-label]), select:not([aria-label]), svg:not([aria-label])')
    .count();
  assert.equal(unnamed, 0);
});

test('without JavaScript it can still be read', async () => {
  const { page } = await open(anAudit(), { javaScriptEnabled: false });
  assert.equal(await page.locator('.finding').count(), 6);
  assert.equal(await page.locator('.card').first().locator('tbody tr').count(), 2);
  assert.equal(await page.locator('.filters').isVisible(), false);
});

test('paper gets no filters and light colours', async () => {
  const { page } = await open(anAudit(), { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.filters').isVisible(), false);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
});

test('three hundred integrations and fifty thousand grants stay usable', async () => {
  const audit = aLargeAudit(300, 50_000);
  const html = htmlAudit(audit);
  assert.ok(html.length < 6_000_000, `${html.length} characters`);
  const { page, trouble } = await open(audit);
  assert.deepEqual(trouble, []);
  await page.getByLabel('Search in findings').fill('application-299');
  assert.equal(await page.locator('.finding:visible').count(), 2);
  const last = page.locator('.card').last();
  await last.locator('summary').first().click();
  assert.equal(await last.locator('tbody tr').count(), 9);
});
