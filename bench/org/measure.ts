/**
 * What an audit of a large live org costs: API calls, seconds (all of it, and how long this process itself was busy), memory.
 * The org runs in another process, and the time that it takes to answer is not ours.
 *
 *     node bench/org/measure.ts [users] [sets] [field permissions]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { OrgSession } from '../../src/connectors/org/session.ts';
import { openWire } from '../../src/connectors/org/wire.ts';
import type { AuditSettings } from '../../src/model/settings.ts';
import { loadOrg } from '../../src/pipelines/load-live-org.ts';
import { RULES } from '../../src/rules/register.ts';
import { runRules } from '../../src/rules/run.ts';

const settings: AuditSettings = {
  preset: 'recommended',
  failOn: 'high',
  rules: {},
  waivers: [],
  integrations: [],
  exclude: [],
  customRules: [],
  baseline: new Set(),
};

const org = spawn(
  process.execPath,
  [fileURLToPath(new URL('large-org.ts', import.meta.url)), ...process.argv.slice(2)],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const [line] = (await once(createInterface({ input: org.stdout }), 'line')) as [string];
const { url, orgId, token } = JSON.parse(line) as {
  readonly url: string;
  readonly orgId: string;
  readonly token: string;
};
const session: OrgSession = {
  username: 'admin@local.example',
  label: 'large',
  orgId,
  url,
  apiVersion: '68.0',
  token: () => token,
  renew: async () => undefined,
};

const warm = openWire(session);
await warm.ask({ method: 'GET', path: `${warm.base}/limits` });
await warm.close();

const busyBefore = process.threadCpuUsage();
const started = performance.now();
const today = new Date().toISOString().slice(0, 10);
const { snapshot, graph, integrations } = await loadOrg(session, { settings, today });
const read = performance.now();
const busyRead = process.threadCpuUsage(busyBefore);
const { findings } = runRules({ snapshot, graph, integrations, today }, RULES, settings);
const ended = performance.now();
const busy = process.threadCpuUsage(busyBefore);
org.stdin.end();
const { apiCalls: calls = 0, rowsRead: rows = 0, bytesRead: bytes } = snapshot.source;
process.stdout.write(
  `${JSON.stringify({
    rows,
    calls,
    rowsPerCall: Math.round(rows / calls),
    megabytes: Math.round(bytes / 1e6),
    seconds: Number(((ended - started) / 1000).toFixed(1)),
    readingSeconds: Number(((read - started) / 1000).toFixed(1)),
    oursSeconds: Number(((busy.user + busy.system) / 1e6).toFixed(1)),
    readingOursSeconds: Number(((busyRead.user + busyRead.system) / 1e6).toFixed(1)),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    grants: snapshot.containers.reduce((sum, { grants }) => sum + grants.fields.ids.length, 0),
    findings: findings.length,
  })}\n`,
);
