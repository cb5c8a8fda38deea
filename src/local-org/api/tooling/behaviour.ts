import { isComponent } from '../../metadata/component-of-record.ts';
import { OrgError } from '../../org-error.ts';
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

/**
 * Apex is not run here: code that is sent fails to compile, with the reason, as code with a mistake would. That it was
 * asked for is counted among the requests that are not served.
 */
export function executeAnonymous({ access, org, query, path }: SessionRequest): ApiAnswer {
  if (!access.has('AuthorApex')) {
    throw new OrgError(403, 'INSUFFICIENT_ACCESS', 'Insufficient privileges: executeAnonymous needs Author Apex');
  }
  if (query.get('anonymousBody') === null) {
    throw new OrgError(400, 'INVALID_INPUT', 'anonymousBody is missing');
  }
  org.traffic.addUnanswered(`GET ${path}`);
  return jsonAnswer({
    line: 1,
    column: 1,
    compiled: false,
    success: false,
    compileProblem: 'The local org does not run Apex.',
    exceptionStackTrace: null,
    exceptionMessage: null,
  });
}
