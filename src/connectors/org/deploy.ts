import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { strToU8, zipSync } from 'fflate';
import { Problem } from '../../model/problem.ts';
import { isRow, type Row, textIn } from './row.ts';
import type { WriteWire } from './write-wire.ts';

/** Path in the package → content: `permissionsets/Int_ERP.permissionset`. */
export type PackageFiles = ReadonlyMap<string, string>;

export interface DeployProblem {
  /** `PermissionSet`, `Profile` … and the name of the component. */
  readonly type: string;
  readonly name: string;
  /** In the words of the org. */
  readonly message: string;
}

const FIRST_POLL_MS = 200;
const LONGEST_POLL_MS = 5_000;
const TIMEOUT_MS = 30 * 60_000;

/**
 * Deploys a package by the REST resource of the Metadata API, all or nothing, and waits for its end.
 *
 * @returns what the org refused; empty when it took everything
 * @throws Problem `outcome-unknown` when the deployment did not end in time
 */
export async function deployFiles(
  wire: WriteWire,
  files: PackageFiles,
  { checkOnly }: { readonly checkOnly: boolean },
): Promise<readonly DeployProblem[]> {
  const { body, type } = multipart(
    { checkOnly, rollbackOnError: true, singlePackage: true, testLevel: 'NoTestRun' },
    files,
  );
  const path = `${wire.base}/metadata/deployRequest`;
  const started = await wire.send({ method: 'POST', path, body, headers: { 'content-type': type } });
  const id = isRow(started) ? textIn(started, 'id') : '';
  const result = await ended(wire, `${path}/${id}?includeDetails=true`);
  return result['success'] === true ? [] : problemsIn(result);
}

async function ended(wire: WriteWire, path: string): Promise<Row> {
  const patience = Date.now() + TIMEOUT_MS;
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 2, LONGEST_POLL_MS)) {
    await sleep(pause);
    const answer = await wire.send({ method: 'GET', path });
    const result = isRow(answer) ? answer['deployResult'] : undefined;
    if (isRow(result) && result['done'] === true) return result;
    if (Date.now() > patience) {
      throw new Problem({
        kind: 'org',
        code: 'outcome-unknown',
        message: 'The deployment did not end within 30 minutes.',
        actions: ['Look at Deployment Status in Setup, then apply again.'],
      });
    }
  }
}

function problemsIn(result: Row): readonly DeployProblem[] {
  const details = result['details'];
  const failures = isRow(details) ? details['componentFailures'] : undefined;
  const list = (Array.isArray(failures) ? failures : [failures]).filter(isRow);
  const found = list.map((failure) => ({
    type: textIn(failure, 'componentType'),
    name: textIn(failure, 'fullName'),
    message: textIn(failure, 'problem'),
  }));
  if (found.length > 0) return found;
  const message = textIn(result, 'errorMessage') || `the deployment ended as ${textIn(result, 'status')}`;
  return [{ type: '', name: '', message }];
}

/** One part of JSON, one of zip: the org tells them apart by their content types. */
function multipart(
  deployOptions: Readonly<Record<string, unknown>>,
  files: PackageFiles,
): { readonly body: Uint8Array; readonly type: string } {
  const boundary = `leastwise-${randomBytes(12).toString('hex')}`;
  const zip = zipSync(Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)])));
  const head = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="json"',
    'Content-Type: application/json',
    '',
    JSON.stringify({ deployOptions }),
    `--${boundary}`,
    'Content-Disposition: form-data; name="file"; filename="package.zip"',
    'Content-Type: application/zip',
    '',
    '',
  ].join('\r\n');
  const body = Buffer.concat([Buffer.from(head), zip, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}
