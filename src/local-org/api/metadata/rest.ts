import { deployResult } from '../../metadata/deploy-result.ts';
import { type DeployJob, findJob } from '../../metadata/jobs.ts';
import { openZip } from '../../metadata/zip.ts';
import { OrgError } from '../../org-error.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';
import { partsOf } from '../multipart.ts';
import { jsonBody, recordBody } from '../rest/json-body.ts';
import { checkMetadataRights, startDeploy } from './soap.ts';

/** Parts of a package by their content type: clients name them differently (facts 7.2). */
function packageOf(request: SessionRequest): { readonly json: Buffer | undefined; readonly zip: Buffer | undefined } {
  const parts = partsOf(request);
  return {
    json: parts.find(({ head }) => head.includes('application/json'))?.content,
    zip: parts.find(({ head }) => head.includes('zip') || head.includes('octet-stream'))?.content,
  };
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
  const { json, zip } = packageOf(request);
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
