import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { initialSchema } from '../../src/local-org/schema/initial-schema.ts';
import { recordId } from '../../src/local-org/store/ids.ts';
import { accountRow, CHILDREN, FIELDS, PARENTS, type Target } from './accounts.ts';

/**
 * What a server costs that does nothing but its work: `node:http`, `node:sqlite`, statements prepared once, the same
 * tables, rows, SQL and answers as the local org. It knows no users, no permissions, no SOQL and no errors.
 */

const account = initialSchema().object('Account');
if (!account) throw new Error('The schema has no Account');
const columns = account.fields.filter(({ type }) => type !== 'address' && type !== 'location').map(({ name }) => name);
const database = new DatabaseSync(':memory:');
const column = (name: string) => (name === 'Id' ? '"Id" TEXT PRIMARY KEY' : `"${name}" TEXT COLLATE NOCASE`);
database.exec(`CREATE TABLE "Account" (${columns.map(column).join(', ')}) WITHOUT ROWID;
  CREATE INDEX "Account.ParentId" ON "Account" ("ParentId")`);
const insert = database.prepare(
  'INSERT INTO "Account" ("Id", "ParentId", "Name", "Industry", "Phone", "AnnualRevenue", "BillingCity") VALUES (?, ?, ?, ?, ?, ?, ?)',
);
const get = database.prepare(
  `SELECT "Id", ${FIELDS.map((name) => `"${name}"`).join(', ')} FROM "Account" WHERE "Id" = ?`,
);
const query = database.prepare(
  `SELECT "Id", ${FIELDS.map((name) => `"${name}"`).join(', ')} FROM "Account" WHERE "ParentId" = ? ORDER BY "Name", "Id" LIMIT 20`,
);
const update = database.prepare(
  'UPDATE "Account" SET "Industry" = ?, "Phone" = ?, "LastModifiedDate" = ?, "SystemModstamp" = ? WHERE "Id" = ?',
);
const [begin, commit] = [database.prepare('BEGIN'), database.prepare('COMMIT')];

let number = 0;
const parents: string[] = [];
const children: string[] = [];
function add(parent: string | null): string {
  const { Name, Industry, Phone, AnnualRevenue, BillingCity } = accountRow(number++);
  const id = recordId('001', number);
  insert.run(id, parent, Name, Industry, Phone, AnnualRevenue, BillingCity);
  return id;
}
database.exec('BEGIN');
for (let at = 0; at < PARENTS; at++) {
  const parent = add(null);
  parents.push(parent);
  for (let one = 0; one < CHILDREN; one++) children.push(add(parent));
}
database.exec('COMMIT');

const recordOf = (row: Record<string, unknown> | undefined) => ({
  attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${row?.['Id']}` },
  ...row,
});

function change(id: string, industry: string, phone: string): undefined {
  if (!get.get(id)) throw new Error(`No account ${id}`);
  const now = new Date().toISOString();
  update.run(industry, phone, now, now, id);
}

function inTransaction<T>(work: () => T): T {
  begin.run();
  const result = work();
  commit.run();
  return result;
}

/** What one request answers; `undefined` for the empty answer of an update. */
function answer(method: string, url: string, body: unknown): unknown {
  const [path = '', search = ''] = url.split('?');
  if (path.endsWith('/query')) {
    const parent = /ParentId = '(\w+)'/.exec(new URLSearchParams(search).get('q') ?? '')?.[1] ?? '';
    const records = (query.all(parent) as Record<string, unknown>[]).map(recordOf);
    return { totalSize: records.length, done: true, records };
  }
  if (path.endsWith('/composite')) {
    const { compositeRequest } = body as {
      compositeRequest: { method: string; url: string; referenceId: string; body: unknown }[];
    };
    return inTransaction(() => ({
      compositeResponse: compositeRequest.map((one) => {
        const inner = answer(one.method, one.url, one.body);
        const httpStatusCode = inner === undefined ? 204 : 200;
        return { body: inner ?? null, httpHeaders: {}, httpStatusCode, referenceId: one.referenceId };
      }),
    }));
  }
  const id = path.slice(path.lastIndexOf('/') + 1);
  if (method === 'GET') return recordOf(get.get(id) as Record<string, unknown>);
  const { Industry, Phone } = body as { Industry: string; Phone: string };
  // What is not there cannot be changed: who answers 404 looks first, and both belong together.
  if (!database.isTransaction) return inTransaction(() => change(id, Industry, Phone));
  return change(id, Industry, Phone);
}

function respond(response: ServerResponse, value: unknown): void {
  if (value === undefined) {
    response.writeHead(204).end();
    return;
  }
  const text = JSON.stringify(value);
  response.writeHead(200, {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

const server = createServer((request: IncomingMessage, response) => {
  if (request.method === 'GET') {
    respond(response, answer('GET', request.url ?? '', undefined));
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    respond(response, answer(request.method ?? '', request.url ?? '', body));
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}`, token: 'none', parents, children } satisfies Target);
});
process.once('disconnect', () => process.exit());
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
