import { type DescribeJson, describeBrief, describeObject } from '../../describe/describe-object.ts';
import { childrenOf } from '../../metadata/xml-node.ts';
import { OrgError } from '../../org-error.ts';
import type { SoapCall, SoapOperation } from '../soap/endpoint.ts';
import { xmlOf } from '../soap/envelope.ts';
import { visibleType } from './read-sobject.ts';

/** Source: SOAP API guide, `describeSObjects()`. */
const MAX_TYPES = 100;

/** What describes objects: the same as over REST, as XML. */
export const DESCRIBE_OPERATIONS: Readonly<Record<string, SoapOperation>> = {
  describeGlobal: ({ request: { org, version }, access }) => {
    const visible = org.schema
      .objects()
      .filter((object) => object.keyPrefix !== '' || object.kind === 'virtual')
      .filter((object) => access.object(object).read);
    const sobjects = visible.map((object) => forXml(describeBrief({ access }, object, version)));
    return xmlOf('result', { encoding: 'UTF-8', maxBatchSize: 200, sobjects });
  },
  describeSObject: (call) => describeTypes(call),
  describeSObjects: (call) => describeTypes(call),
};

function describeTypes({ request, access, session, body }: SoapCall): string {
  const { org, version } = request;
  const names = childrenOf(body, 'sObjectType').map(({ text }) => text.trim());
  if (names.length > MAX_TYPES)
    throw new OrgError(500, 'LIMIT_EXCEEDED', `cannot describe more than ${MAX_TYPES} types in this call`);
  const types = names.map((name) => visibleType({ org, access, session }, name));
  for (const { name } of types) request.touch(name);
  return xmlOf(
    'result',
    types.map((type) => forXml(describeObject(org, access, type, version))),
  );
}

/** Addresses are REST's alone, and what is absent is left out rather than nil. */
function forXml(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forXml);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value as DescribeJson).filter(([name, one]) => one !== null && name !== 'urls');
  return Object.fromEntries(kept.map(([name, one]) => [name, forXml(one)]));
}
