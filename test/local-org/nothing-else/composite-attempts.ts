import type { Attempt } from './attempts.ts';
import type { World } from './world.ts';

const DATA = '/services/data/v68.0';
const SECRET = '400 INVALID_FIELD';

type Attempts = Readonly<Record<string, readonly Attempt[]>>;

/** One request within a composite one, of each kind that the others are made of. */
function parts({
  open,
  hidden,
  records,
  setId,
}: World): readonly (readonly [method: string, path: string, body: object | undefined, code: string])[] {
  return [
    ['GET', `/sobjects/Ticket__c/${open}?fields=Secret__c`, undefined, ' INVALID_FIELD'],
    ['GET', `/sobjects/Ticket__c/${hidden}`, undefined, ' NOT_FOUND'],
    ['GET', `/query?q=${encodeURIComponent('SELECT Secret__c FROM Ticket__c')}`, undefined, ' INVALID_FIELD'],
    ['GET', `/query?q=${encodeURIComponent('SELECT Id FROM Account')}`, undefined, ' INVALID_TYPE'],
    ['GET', '/tooling/query?q=SELECT+Id+FROM+PermissionSet', undefined, ' INVALID_TYPE'],
    ['PATCH', `/sobjects/Ticket__c/${open}`, { Secret__c: 'x' }, ' INVALID_FIELD'],
    ['PATCH', `/sobjects/Ticket__c/${hidden}`, { Status__c: 'x' }, ' NOT_FOUND'],
    ['POST', '/sobjects/Account', { Name: 'x' }, ' NOT_FOUND'],
    ['DELETE', `/sobjects/Ticket__c/${open}`, undefined, ' INSUFFICIENT_ACCESS_OR_READONLY'],
    ['DELETE', `/sobjects/Account/${records.get('Account')}`, undefined, ' NOT_FOUND'],
    ['PATCH', `/sobjects/PermissionSet/${setId}`, { PermissionsModifyAllData: true }, ' NOT_FOUND'],
    ['GET', '/limits', undefined, ' FORBIDDEN'],
    ['POST', '/composite', { compositeRequest: [] }, ' INVALID_INPUT'],
    ['GET', '/jobs/query', undefined, ' INVALID_INPUT'],
  ];
}

/** Ways to say something else by the address of a part: only the data API is served within. */
const ELSEWHERE: readonly (readonly [path: string, code: string])[] = [
  ['/services/oauth2/userinfo', ' INVALID_INPUT'],
  ['/leastwise/admin/summary', ' INVALID_INPUT'],
  ['/services/data/../../leastwise/admin/summary', ' NOT_IMPLEMENTED'],
  ['/services/Soap/m/68.0', ' NOT_IMPLEMENTED'],
  ['http://127.0.0.1/services/data/v68.0/limits', ' NOT_IMPLEMENTED'],
];

function composites(world: World, path: string): readonly Attempt[] {
  const one = (method: string, url: string, body: object | undefined, code: string): Attempt => ({
    what: `${path}: ${method} ${url} ${JSON.stringify(body ?? '')}`,
    method: 'POST',
    path,
    body: { allOrNone: false, compositeRequest: [{ method, url, referenceId: 'one', ...(body ? { body } : {}) }] },
    outcome: `200${code}`,
  });
  const read = { method: 'GET', url: `${DATA}/sobjects/Ticket__c/${world.open}`, referenceId: 'read' };
  return [
    ...parts(world).map(([method, url, body, code]) => one(method, `${DATA}${url}`, body, code)),
    ...ELSEWHERE.map(([url, code]) => one('GET', url, undefined, code)),
    {
      what: `${path}: a reference to what an answer does not have`,
      method: 'POST',
      path,
      body: {
        compositeRequest: [read, { method: 'GET', url: `${DATA}/search?q=@{read.Secret__c}`, referenceId: 'two' }],
      },
      outcome: '200 PROCESSING_HALTED',
    },
    {
      what: `${path}: all or none`,
      method: 'POST',
      path,
      body: {
        allOrNone: true,
        compositeRequest: [
          {
            method: 'PATCH',
            url: `${DATA}/sobjects/Ticket__c/${world.open}`,
            referenceId: 'may',
            body: { Status__c: 'x' },
          },
          {
            method: 'PATCH',
            url: `${DATA}/sobjects/Ticket__c/${world.open}`,
            referenceId: 'not',
            body: { Key__c: 'x' },
          },
        ],
      },
      outcome: '200 PROCESSING_HALTED INVALID_FIELD',
    },
  ];
}

function batches(world: World, path: string): readonly Attempt[] {
  return parts(world).map(([method, url, richInput, code]) => ({
    what: `${path}: ${method} ${url} ${JSON.stringify(richInput ?? '')}`,
    method: 'POST',
    path,
    body: { batchRequests: [{ method, url: `v68.0${url}`, ...(richInput ? { richInput } : {}) }] },
    outcome: `200${code}`,
  }));
}

/** Every other way in by requests that are made of several, or of several records. */
export function compositeAttempts(world: World): Attempts {
  const { open, hidden, records, narrowId, setId } = world;
  const account = records.get('Account');
  const BASE = '/services/data/:version';
  const write = (method: string, path: string, values: object, outcome: string): Attempt => ({
    method,
    path,
    body: { records: [values] },
    outcome,
  });
  const typed = (type: string, values: object) => ({ attributes: { type }, ...values });
  return {
    [`POST ${BASE}/composite`]: composites(world, 'composite'),
    [`POST ${BASE}/tooling/composite`]: composites(world, 'tooling/composite'),
    [`POST ${BASE}/composite/batch`]: batches(world, 'composite/batch'),
    [`POST ${BASE}/tooling/composite/batch`]: batches(world, 'tooling/composite/batch'),
    [`POST ${BASE}/composite/graph`]: parts(world).map(([method, url, body, code]) => ({
      what: `graph: ${method} ${url}`,
      method: 'POST',
      path: 'composite/graph',
      body: {
        graphs: [
          {
            graphId: 'g',
            compositeRequest: [{ method, url: `${DATA}${url}`, referenceId: 'one', ...(body ? { body } : {}) }],
          },
        ],
      },
      outcome: `200${code}`,
    })),
    [`POST ${BASE}/composite/sobjects`]: [
      write(
        'POST',
        'composite/sobjects',
        typed('Ticket__c', { Status__c: 'x' }),
        '200 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      ),
      write('POST', 'composite/sobjects', typed('Account', { Name: 'x' }), '200 NOT_FOUND'),
      write(
        'POST',
        'composite/sobjects',
        typed('PermissionSetAssignment', { AssigneeId: narrowId, PermissionSetId: setId }),
        '200 NOT_FOUND',
      ),
    ],
    [`PATCH ${BASE}/composite/sobjects`]: [
      write('PATCH', 'composite/sobjects', typed('Ticket__c', { id: open, Secret__c: 'x' }), '200 INVALID_FIELD'),
      write('PATCH', 'composite/sobjects', typed('Ticket__c', { id: hidden, Status__c: 'x' }), '200 NOT_FOUND'),
      write('PATCH', 'composite/sobjects', typed('Ticket__c', { id: account, Status__c: 'x' }), '200 NOT_FOUND'),
      write('PATCH', 'composite/sobjects', typed('Account', { id: account, Name: 'x' }), '200 NOT_FOUND'),
      write(
        'PATCH',
        'composite/sobjects',
        typed('User', { id: narrowId, ProfileId: records.get('Profile') }),
        '200 INSUFFICIENT_ACCESS',
      ),
    ],
    [`DELETE ${BASE}/composite/sobjects`]: [
      {
        method: 'DELETE',
        path: `composite/sobjects?ids=${open},${hidden}`,
        outcome: '200 INSUFFICIENT_ACCESS_OR_READONLY',
      },
      { method: 'DELETE', path: `composite/sobjects?ids=${account},${setId}&allOrNone=true`, outcome: '200 NOT_FOUND' },
    ],
    [`GET ${BASE}/composite/sobjects/:object`]: [
      { method: 'GET', path: `composite/sobjects/Ticket__c?ids=${open}&fields=Secret__c`, outcome: SECRET },
      { method: 'GET', path: `composite/sobjects/Ticket__c?ids=${hidden},${account}&fields=Status__c`, outcome: '200' },
      { method: 'GET', path: `composite/sobjects/Account?ids=${account}&fields=Name`, outcome: '404 NOT_FOUND' },
    ],
    [`POST ${BASE}/composite/sobjects/:object`]: [
      {
        method: 'POST',
        path: 'composite/sobjects/Ticket__c',
        body: { ids: [open], fields: ['Secret__c'] },
        outcome: SECRET,
      },
      {
        method: 'POST',
        path: 'composite/sobjects/Ticket__c',
        body: { ids: [hidden], fields: ['Status__c'] },
        outcome: '200',
      },
      {
        method: 'POST',
        path: 'composite/sobjects/Account',
        body: { ids: [account], fields: ['Name'] },
        outcome: '404 NOT_FOUND',
      },
    ],
    [`PATCH ${BASE}/composite/sobjects/:object/:field`]: [
      write('PATCH', 'composite/sobjects/Ticket__c/Key__c', { Key__c: 'open', Status__c: 'x' }, '200 NOT_FOUND'),
      write('PATCH', 'composite/sobjects/Ticket__c/Id', { Id: hidden, Status__c: 'x' }, '200 NOT_FOUND'),
      write('PATCH', 'composite/sobjects/Ticket__c/Id', { Id: open, Secret__c: 'x' }, '200 INVALID_FIELD'),
      write('PATCH', 'composite/sobjects/Ticket__c/Id', { Status__c: 'x' }, '200 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'),
      write('PATCH', 'composite/sobjects/Account/Id', { Id: account, Name: 'x' }, '200 NOT_FOUND'),
    ],
    [`POST ${BASE}/composite/tree/:object`]: [
      write(
        'POST',
        'composite/tree/Ticket__c',
        { attributes: { referenceId: 'a' }, Status__c: 'x' },
        '400 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      ),
      write('POST', 'composite/tree/Account', { attributes: { referenceId: 'a' }, Name: 'x' }, '400 NOT_FOUND'),
      write(
        'POST',
        'composite/tree/Ticket__c',
        { attributes: { referenceId: 'a' }, Vaults__r: { records: [{ attributes: { referenceId: 'b' } }] } },
        '400 CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      ),
    ],
  };
}
