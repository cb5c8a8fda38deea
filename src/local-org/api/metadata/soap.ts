import type { UserAccess } from '../../enforce/user-access.ts';
import { componentFile, type DeployOptions, deployFiles } from '../../metadata/deploy.ts';
import { deployResult } from '../../metadata/deploy-result.ts';
import { findJob, keepJob, type MetadataJob } from '../../metadata/jobs.ts';
import { KINDS, kindOf } from '../../metadata/kinds.ts';
import { manifestOf } from '../../metadata/manifest.ts';
import { EVERYTHING, retrieveFiles } from '../../metadata/retrieve.ts';
import { childOf, childrenOf, isTrue, textOf, writeFile, writeNode, type XmlNode } from '../../metadata/xml-node.ts';
import { openZip } from '../../metadata/zip.ts';
import { OrgError } from '../../org-error.ts';
import type { ApiRequest } from '../api.ts';
import { checkApiEnabled, type SoapCall, type SoapEndpoint } from '../soap/endpoint.ts';
import { type SoapApi, xmlOf } from '../soap/envelope.ts';

/** Components a call, from memory. */
const MAX_COMPONENTS = 10;

const OPERATIONS: SoapEndpoint['operations'] = {
  describeMetadata,
  listMetadata,
  readMetadata,
  createMetadata: (asked) => writeComponents(asked, 'create'),
  updateMetadata: (asked) => writeComponents(asked, 'update'),
  upsertMetadata: (asked) => writeComponents(asked, 'upsert'),
  deleteMetadata,
  retrieve,
  checkRetrieveStatus,
  deploy,
  checkDeployStatus,
  cancelDeploy,
  deployRecentValidation,
};

const METADATA_API: SoapApi = {
  title: 'Metadata API',
  namespace: 'http://soap.sforce.com/2006/04/metadata',
  records: 'http://soap.sforce.com/2006/04/metadata',
  faults: undefined,
};

/** The Metadata API over SOAP. */
export const METADATA_SOAP: SoapEndpoint = {
  api: METADATA_API,
  family: 'METADATA',
  operations: OPERATIONS,
  check: checkMetadataRights,
};

/** Source: facts 7.2, caller. */
export function checkMetadataRights(access: UserAccess): void {
  checkApiEnabled(access);
  if (access.has('ModifyMetadata') || access.has('ModifyAllData')) return;
  throw new OrgError(
    500,
    'INSUFFICIENT_ACCESS',
    'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
  );
}

function describeMetadata({ request: { org } }: SoapCall): string {
  const objects = KINDS.map(({ type, folder, suffix, hasBody = false, childTypes = [] }) => ({
    childXmlNames: childTypes,
    directoryName: folder,
    inFolder: false,
    metaFile: hasBody,
    suffix,
    xmlName: type,
  }));
  const namespace = org.store.all('SELECT "NamespacePrefix" FROM "Organization"')[0]?.['NamespacePrefix'] ?? '';
  return xmlOf('result', {
    metadataObjects: objects,
    organizationNamespace: namespace,
    partialSaveAllowed: true,
    testRequired: false,
  });
}

function listMetadata({ request: { org }, body }: SoapCall): string {
  const moment = org.now().toISOString();
  const found = childrenOf(body, 'queries').flatMap((query) => {
    const type = textOf(query, 'type') ?? '';
    const kind = kindOf(type);
    return (kind?.list(org) ?? []).map((fullName) => ({
      createdByName: '',
      createdDate: moment,
      fileName: `${kind?.folder}/${type === 'CustomField' ? fullName.split('.')[0] : fullName}.${kind?.suffix}`,
      fullName,
      lastModifiedByName: '',
      lastModifiedDate: moment,
      type,
    }));
  });
  return xmlOf('result', found);
}

/** One record a name, in order; nil where there is none. */
function readMetadata({ request: { org }, body }: SoapCall): string {
  const type = textOf(body, 'type') ?? '';
  const kind = kindOf(type);
  if (!kind)
    throw new OrgError(500, 'INVALID_TYPE', `This type of metadata is not available for this organization: ${type}`);
  const records = childrenOf(body, 'fullNames').map(({ text }) => {
    const xml = kind.read(org, text.trim(), EVERYTHING);
    if (!xml) return '<records xsi:nil="true"/>';
    const inside = xml.children.map((child) => writeNode(child)).join('');
    return `<records xsi:type="${type}">${xmlOf('fullName', text.trim())}${inside}</records>`;
  });
  return `<result>${records.join('')}</result>`;
}

function writeComponents({ request: { org }, session, body }: SoapCall, how: 'create' | 'update' | 'upsert'): string {
  const components = childrenOf(body, 'metadata');
  if (components.length > MAX_COMPONENTS)
    throw new OrgError(
      500,
      'LIMIT_EXCEEDED',
      `record limit reached. cannot submit more than ${MAX_COMPONENTS} records in this operation`,
    );
  const results = components.map((xml) => {
    const type = (xml.attributes['type'] ?? '').replace(/^\w+:/, '');
    const fullName = textOf(xml, 'fullName') ?? '';
    const kind = kindOf(type);
    const refused = (statusCode: string, message: string) => ({
      errors: { message, statusCode },
      fullName,
      success: false,
    });
    if (!kind) return refused('INVALID_TYPE', `Unknown type of metadata: ${type}`);
    const exists = kind.read(org, fullName, EVERYTHING) !== undefined;
    if (how === 'create' && exists)
      return refused('DUPLICATE_DEVELOPER_NAME', `The developer name entered is already in use: ${fullName}`);
    if (how === 'update' && !exists)
      return refused('INVALID_CROSS_REFERENCE_KEY', `In field: fullName - no ${type} named ${fullName} found`);
    const file = componentFile(type, fullName, xml);
    const files = new Map(
      file
        ? [
            ['package.xml', Buffer.from('<Package/>')],
            [file[0], Buffer.from(writeFile(file[2]))],
          ]
        : [],
    );
    const { messages } = deployFiles(org, files, { ...STRICT, userId: session.userId });
    const failure = messages.find(({ problemType }) => problemType === 'Error');
    if (failure) return refused('FIELD_INTEGRITY_EXCEPTION', failure.problem ?? '');
    return { ...(how === 'upsert' ? { created: !exists } : {}), fullName, success: true };
  });
  return xmlOf('result', results);
}

const STRICT: Omit<DeployOptions, 'userId'> = { checkOnly: false, rollbackOnError: true, lenient: false };

function deleteMetadata({ request: { org }, session, body }: SoapCall): string {
  const type = textOf(body, 'type') ?? '';
  const results = childrenOf(body, 'fullNames').map(({ text }) => {
    const fullName = text.trim();
    const destructive = writeFile({
      name: 'Package',
      attributes: {},
      text: '',
      children: [
        { name: 'types', attributes: {}, text: '', children: [named('members', fullName), named('name', type)] },
      ],
    });
    const files = new Map([
      ['package.xml', Buffer.from('<Package/>')],
      ['destructiveChanges.xml', Buffer.from(destructive)],
    ]);
    const { messages } = deployFiles(org, files, { ...STRICT, userId: session.userId });
    const problem = messages.find(({ problemType }) => problemType !== undefined);
    return problem
      ? {
          errors: { message: problem.problem ?? '', statusCode: 'INVALID_CROSS_REFERENCE_KEY' },
          fullName,
          success: false,
        }
      : { fullName, success: true };
  });
  return xmlOf('result', results);
}

const named = (name: string, text: string): XmlNode => ({ name, attributes: {}, text, children: [] });

/** The element is `request` in jsforce and `retrieveRequest` in the WSDL. */
function retrieve({ request: { org }, body }: SoapCall): string {
  const asked = childOf(body, 'request') ?? childOf(body, 'retrieveRequest');
  const manifest = manifestOf(childOf(asked, 'unpackaged'));
  const version = textOf(asked, 'apiVersion') ?? '68.0';
  const outcome = retrieveFiles(org, manifest, version, isTrue(asked, 'singlePackage'));
  const { id } = keepJob(org, (jobId) => ({ kind: 'retrieve', id: jobId, outcome }), '09S');
  return xmlOf('result', { done: false, id, state: 'Queued' });
}

function jobOf({ request: { org }, body }: SoapCall, kind: MetadataJob['kind']): MetadataJob {
  const id = textOf(body, 'asyncProcessId') ?? textOf(body, 'String') ?? body.children[0]?.text.trim() ?? '';
  const job = findJob(org, id);
  if (job?.kind === kind) return job;
  throw new OrgError(500, 'INVALID_ID_FIELD', `invalid parameter value: ${id}`);
}

function checkRetrieveStatus(asked: SoapCall): string {
  const job = jobOf(asked, 'retrieve');
  if (job.kind !== 'retrieve') return '';
  const { outcome, id } = job;
  const withZip = textOf(asked.body, 'includeZip') !== 'false';
  return xmlOf('result', {
    done: true,
    fileProperties: outcome.files,
    id,
    messages: outcome.messages,
    status: 'Succeeded',
    success: true,
    ...(withZip ? { zipFile: outcome.zip.toString('base64') } : {}),
  });
}

function deploy({ request: { org }, session, body }: SoapCall): string {
  const child = (name: string) => body.children.find((node) => node.name.toLowerCase() === name);
  const options = child('deployoptions');
  const files = openZip(Buffer.from(child('zipfile')?.text.trim() ?? '', 'base64'));
  const { id } = startDeploy(org, session.userId, files, {
    checkOnly: isTrue(options, 'checkOnly'),
    rollbackOnError: textOf(options, 'rollbackOnError') !== 'false',
  });
  return xmlOf('result', { done: false, id, state: 'Queued' });
}

/** Runs a deployment at once; clients find it finished when they first ask. */
export function startDeploy(
  org: ApiRequest['org'],
  userId: string,
  files: ReturnType<typeof openZip>,
  how: Pick<DeployOptions, 'checkOnly' | 'rollbackOnError'>,
): MetadataJob {
  const options: DeployOptions = { ...how, lenient: false, userId };
  const outcome = deployFiles(org, files, options);
  const started = org.now().toISOString();
  return keepJob(
    org,
    (id) => ({ kind: 'deploy', id, userId, options, files, outcome, started, canceled: false }),
    '0Af',
  );
}

function checkDeployStatus(asked: SoapCall): string {
  const job = jobOf(asked, 'deploy');
  return job.kind === 'deploy'
    ? xmlOf('result', deployResult(asked.request.org, job, isTrue(asked.body, 'includeDetails')))
    : '';
}

/** Nothing is left to cancel: deployments are done when they are asked about. */
function cancelDeploy(asked: SoapCall): string {
  const { id } = jobOf(asked, 'deploy');
  return xmlOf('result', { done: true, id });
}

/** Deploys for good what a check has found good. */
function deployRecentValidation({ request: { org }, session, body }: SoapCall): string {
  const job = findJob(org, textOf(body, 'validationId') ?? '');
  if (job?.kind !== 'deploy' || !job.options.checkOnly || !job.outcome.success) {
    throw new OrgError(500, 'INVALID_ID_FIELD', 'the validation is not known or did not succeed');
  }
  return xmlOf(
    'result',
    startDeploy(org, session.userId, job.files, { checkOnly: false, rollbackOnError: job.options.rollbackOnError }).id,
  );
}
