/**
 * Starts a local org with 1,000,000 records and 100,000 field permissions, each run in a process of its own, beside a bare
 * `node:sqlite` that takes as many rows by one prepared statement.
 *
 *     node bench/local-org/measure-loading.ts
 */
import { fork } from 'node:child_process';
import { cpus } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import type { Seed } from '../../src/local-org/local-org.ts';

const SEED: Seed = {
  generate: { permissionSets: { count: 500, objectPermissions: 10, fieldPermissions: 200 } },
  records: [
    {
      object: 'Account',
      count: 300_000,
      values: { Name: 'Account {n}', Industry: { oneOf: ['Energy', 'Banking'] }, BillingCity: 'Lisbon' },
      createdDaysAgo: [0, 900],
    },
    {
      object: 'Contact',
      count: 400_000,
      values: {
        FirstName: 'Ada',
        LastName: 'Person {n}',
        Email: 'p{n}@example.com',
        AccountId: { recordOf: 'Account' },
      },
    },
    {
      object: 'Opportunity',
      count: 300_000,
      values: {
        Name: 'Deal {n}',
        StageName: { oneOf: ['Prospecting', 'Closed Won'] },
        CloseDate: { daysAgo: [0, 700] },
        Amount: { between: [100, 90_000], decimals: 2 },
        AccountId: { recordOf: 'Account' },
      },
    },
  ],
};
const TABLES = ['Account', 'Contact', 'Opportunity', 'ObjectPermissions', 'FieldPermissions'];

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly rows: number;
}

const CONTENDERS: Readonly<Record<string, () => Promise<number>>> = {
  'bare node:sqlite, as many rows': bare,
  'local org, from the start of the process to its first answer': org,
};

async function org(): Promise<number> {
  const built = new URL('../../lib/local-org/local-org.js', import.meta.url).href;
  const { startLocalOrg } = (await import(built)) as typeof import('../../src/local-org/local-org.ts');
  const started = await startLocalOrg({ seed: SEED });
  await fetch(`${started.url}/services/data`).then((answer) => answer.text());
  const count = (table: string) => Number(started.org.store.all(`SELECT count(*) AS n FROM "${table}"`)[0]?.['n']);
  const rows = TABLES.reduce((sum, table) => sum + count(table), 0);
  await started.close();
  return rows;
}

/** As many columns as the org writes, with its indexes: what no store that keeps these records can do without. */
async function bare(): Promise<number> {
  const database = new DatabaseSync(':memory:');
  let rows = 0;
  database.exec('BEGIN');
  const counts = [300_000, 400_000, 300_000, 5000, 100_000];
  counts.forEach((count, at) => {
    const columns = Array.from({ length: 16 }, (_, column) => `c${column}`);
    const table = TABLES[at];
    database.exec(`CREATE TABLE "${table}" (id TEXT PRIMARY KEY, ${columns.map((name) => `${name} TEXT`).join()}) WITHOUT ROWID;
      CREATE INDEX "${table}.0" ON "${table}" (c0); CREATE INDEX "${table}.1" ON "${table}" (c1)`);
    const insert = database.prepare(`INSERT INTO "${table}" VALUES (?${', ?'.repeat(columns.length)})`);
    for (let n = 0; n < count; n++) {
      const parent = `001Lw${String((n * 7919) % 300_000).padStart(13, '0')}`;
      insert.run(`00${at}Lw${String(n).padStart(13, '0')}`, parent, ...columns.slice(1).map((name) => name + n));
      rows += 1;
    }
  });
  database.exec('COMMIT');
  database.close();
  return rows;
}

function measure(contender: string): Promise<Measured> {
  const started = performance.now();
  const child = fork(import.meta.filename, [contender]);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const { rows, peak } = message as { readonly rows: number; readonly peak: number };
      resolve({ seconds: (performance.now() - started) / 1000, megabytes: peak / 1024, rows });
    });
    child.once('exit', (code) => code && reject(new Error(`${contender} ended with ${code}`)));
  });
}

const [asked] = process.argv.slice(2);
const run = asked === undefined ? undefined : CONTENDERS[asked];
if (run) {
  const rows = await run();
  process.send?.({ rows, peak: process.resourceUsage().maxRSS });
  process.disconnect?.();
} else {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, median of 3\n`);
  console.log('| contender | rows | s | peak RSS MB |\n|---|---|---|---|');
  for (const contender of Object.keys(CONTENDERS)) {
    const runs = [await measure(contender), await measure(contender), await measure(contender)];
    const [, middle] = runs.toSorted((a, b) => a.seconds - b.seconds);
    if (middle)
      console.log(`| ${contender} | ${middle.rows} | ${middle.seconds.toFixed(1)} | ${middle.megabytes.toFixed(0)} |`);
  }
}
