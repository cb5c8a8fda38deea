import { isComponent } from '../../metadata/component-of-record.ts';
import { OrgError } from '../../org-error.ts';
import { executeAnonymous } from '../apex/execute-anonymous.ts';
import { type ApiAnswer, jsonAnswer, type SessionRequest } from '../api.ts';
import { create as createRecord, read as readRecord } from '../rest/records.ts';
import { componentOfRecord } from './queries.ts';

const RESOURCES = ['query', 'sobjects', 'composite', 'executeAnonymous'];

/** What the Tooling API of the local org has. */
export function toolingResources({ version }: SessionRequest): ApiAnswer {
  const base = `/services/data/v${version}/tooling`;
  return jsonAnswer(Object.fromEntries(RESOURCES.map((name) => [name, `${base}/${name}`])));
}

/** Creating answers two lists more than it does over REST. */
export function createToolingRecord(request: SessionRequest): ApiAnswer {
  const { status, body } = createRecord(request);
  return jsonAnswer({ ...(JSON.parse(String(body)) as object), warnings: [], infos: [] }, status);
}

/** A record with what its component consists of. */
export function readToolingRecord(request: SessionRequest): ApiAnswer {
  const answer = readRecord(request);
  const object = request.org.schema.object(request.parameters['object'] ?? '');
  if (!object || !isComponent(object.name) || request.query.has('fields')) return answer;
  const record = JSON.parse(String(answer.body)) as Readonly<Record<string, unknown>>;
  const { fullName, metadata } = componentOfRecord(request, object, String(record['Id']));
  return jsonAnswer({ ...record, FullName: fullName, Metadata: metadata });
}

export function executeApex(request: SessionRequest): ApiAnswer {
  if (request.access.has('AuthorApex') && request.query.get('anonymousBody') === null)
    throw new OrgError(400, 'INVALID_INPUT', 'anonymousBody is missing');
  return jsonAnswer(executeAnonymous(request, request.access));
}
