import { deployResult } from '../../metadata/deploy-result.ts';
import { type DeployJob, findJob } from '../../metadata/jobs.ts';
import { openZip } from '../../metadata/zip.ts';
import { OrgError } from '../../org-error.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';
import { jsonBody, recordBody } from '../rest/json-body.ts';
import { checkMetadataRights, startDeploy } from './soap.ts';

/** Parts of a multipart body by their content type: clients name them differently (facts 7.2). */
function partsOf({ headers, body }: SessionRequest): {
  readonly json: Buffer | undefined;
  readonly zip: Buffer | undefined;
} {
  const boundary = /boundary="?([^";]+)"?/i.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined)
    throw new OrgError(400, 'INVALID_INPUT', 'A multipart body with a zip and a JSON part was expected.');
  const found: { json?: Buffer; zip?: Buffer } = {};
  const mark = Buffer.from(`--${boundary}`);
  for (let start = body.indexOf(mark); start >= 0; ) {
    const end = body.indexOf(mark, start + mark.length);
    if (end < 0) break;
    const part = body.subarray(start + mark.length, end);
    const gap = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, Math.max(0, gap)).toString('latin1').toLowerCase();
    const content = part.subarray(gap + 4, part.length - 2);
    if (head.includes('application/json')) found.json = content;
    else if (head.includes('zip') || head.includes('octet-stream')) found.zip = content;
    start = end;
  }
  return { json: found.json, zip: found.zip };
}

/** `POST metadata/deployRequest`: a package, or the id of a validation that is to be deployed. */
export function createDeployRequest(request: SessionRequest): ApiAnswer {
  checkRights(request);
  const { org, session } = request;
  if (request.headers['content-type']?.includes('application/json')) {
    const id = String(recordBody(jsonBody(request.body))['validatedDeployRequestId'] ?? '');
    const validated = deployJob(request, id);
    if (!validated.options.checkOnly || !validated.outcome.success)
      throw new OrgError(400, 'INVALID_ID_FIELD', 'The validation did not succeed.');
    const { id: started } = startDeploy(org, session.userId, validated.files, {
      checkOnly: false,
      rollbackOnError: true,
    });
    return jsonAnswer({ id: started }, 201);
  }
  const { json, zip } = partsOf(request);
  if (!zip) throw new OrgError(400, 'INVALID_INPUT', 'The zip part is missing.');
  const options = json ? recordBody(recordBody(jsonBody(json))['deployOptions'] ?? {}) : {};
  const { id } = startDeploy(org, session.userId, openZip(zip), {
    checkOnly: options['checkOnly'] === true,
    rollbackOnError: options['rollbackOnError'] !== false,
  });
  return jsonAnswer({ id, deployOptions: options }, 201);
}

function checkRights({ access }: SessionRequest): void {
  try {
    checkMetadataRights(access);
  } catch (error) {
    if (error instanceof OrgError) throw new OrgError(403, error.errorCode, error.message);
    throw error;
  }
}

function deployJob({ org }: SessionRequest, id: string): DeployJob {
  const job = findJob(org, id);
  if (job?.kind === 'deploy') return job;
  throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

export function readDeployRequest(request: SessionRequest): ApiAnswer {
  checkRights(request);
  const job = deployJob(request, request.parameters['id'] ?? '');
  const withDetails = request.query.get('includeDetails') === 'true';
  return jsonAnswer({ id: job.id, url: request.path, deployResult: deployResult(request.org, job, withDetails) });
}
