import type { EffectiveAccess } from '../../../src/access/effective-access.ts';
import { parsePermission } from '../../../src/access/permission-name.ts';
import { FieldBits } from '../../../src/model/permission.ts';
import type { Answer, Client } from '../client.ts';
import { FIELDS, OBJECTS, OPENED_APART } from './random-org.ts';

/** What the org answers and what the engine makes of what the org holds: by the same names, to be compared. */
export type Answers = Readonly<Record<string, string>>;

/** Records of the org: one of each object that belongs to somebody else; the ticket of the user who asks. */
export interface Records {
  readonly account: string;
  readonly theirTicket: string;
  readonly ownTicket: string;
}

const path = (rest: string) => `/services/data/v68.0/${rest}`;

/**
 * Does something and takes it back: the second request fails, so that nothing stays.
 *
 * @returns `done`, or the code of the refusal
 */
async function tried(client: Client, method: string, url: string, body?: object): Promise<string> {
  const answer = await client.send('POST', 'composite', {
    allOrNone: true,
    compositeRequest: [
      { method, url: path(url), referenceId: 'tried', ...(body ? { body } : {}) },
      { method: 'GET', url: path('sobjects/Nothing/describe'), referenceId: 'undo' },
    ],
  });
  if (answer.status !== 200) return codeOf(answer);
  const [first] = answer.body.compositeResponse;
  const code = first.body[0]?.errorCode ?? '';
  return code === 'PROCESSING_HALTED' ? 'done' : code;
}

const codeOf = ({ status, body }: Answer): string => (status < 300 ? 'done' : String(body[0]?.errorCode));

/** `Account.BillingCity` stands for the address, which cannot be written itself. */
const writtenName = (field: string): string => (field.endsWith('Address') ? field.replace('Address', 'City') : field);
const localName = (field: string): string => field.slice(field.indexOf('.') + 1);
const objectOf = (field: string): string => field.slice(0, field.indexOf('.'));

export async function answersOf(client: Client, records: Records): Promise<Answers> {
  const told: Record<string, string> = {};
  for (const object of [...OBJECTS, ...OPENED_APART]) {
    told[`query ${object}`] = codeOf(await client.query(`SELECT Id FROM ${object}`));
    const { status, body } = await client.get(`sobjects/${object}/describe`);
    told[`describe ${object}`] = status === 200 ? describedAs(object, body) : codeOf({ status, body } as Answer);
  }
  for (const field of FIELDS)
    told[`query ${field}`] = codeOf(await client.query(`SELECT ${localName(field)} FROM ${objectOf(field)}`));
  const { account, ownTicket, theirTicket } = records;
  const seen = await client.query('SELECT Id FROM Ticket__c');
  told['tickets seen'] = seen.status === 200 ? sees(seen, records) : codeOf(seen);
  const ticket = { Name: 'T', Must__c: 'm' };
  told['create Account'] = await tried(client, 'POST', 'sobjects/Account', { Name: 'A' });
  told['create Account with Phone'] = await tried(client, 'POST', 'sobjects/Account', { Name: 'A', Phone: '1' });
  told['create Ticket__c'] = await tried(client, 'POST', 'sobjects/Ticket__c', ticket);
  told['create Ticket__c with Note__c'] = await tried(client, 'POST', 'sobjects/Ticket__c', {
    ...ticket,
    Note__c: 'n',
  });
  told['create Ticket__c with Sum__c'] = await tried(client, 'POST', 'sobjects/Ticket__c', { ...ticket, Sum__c: 1 });
  told['create Part__c'] = await tried(client, 'POST', 'sobjects/Part__c', { Name: 'P', Ticket__c: ownTicket });
  told['edit Account'] = await tried(client, 'PATCH', `sobjects/Account/${account}`, { Name: 'B' });
  told['edit Account.BillingCity'] = await tried(client, 'PATCH', `sobjects/Account/${account}`, { BillingCity: 'B' });
  told['edit own Ticket__c'] = await tried(client, 'PATCH', `sobjects/Ticket__c/${ownTicket}`, { Must__c: 'x' });
  told['edit their Ticket__c'] = await tried(client, 'PATCH', `sobjects/Ticket__c/${theirTicket}`, { Must__c: 'x' });
  told['edit own Ticket__c.Note__c'] = await tried(client, 'PATCH', `sobjects/Ticket__c/${ownTicket}`, {
    Note__c: 'x',
  });
  told['delete own Ticket__c'] = await tried(client, 'DELETE', `sobjects/Ticket__c/${ownTicket}`);
  told['delete their Ticket__c'] = await tried(client, 'DELETE', `sobjects/Ticket__c/${theirTicket}`);
  return told;
}

function sees({ body }: Answer, { ownTicket, theirTicket }: Records): string {
  const ids = new Set(body.records.map(({ Id }: { Id: string }) => Id));
  return `own ${ids.has(ownTicket)}, theirs ${ids.has(theirTicket)}`;
}

function describedAs(
  object: string,
  body: {
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly deletable: boolean;
    readonly fields: readonly { readonly name: string; readonly createable: boolean; readonly updateable: boolean }[];
  },
): string {
  if (OPENED_APART.some((name) => name === object)) return 'done';
  const fields = FIELDS.filter((field) => objectOf(field) === object).map((field) => {
    const found = body.fields.find(({ name }) => name === localName(writtenName(field)));
    return found ? `${localName(field)} ${found.createable} ${found.updateable}` : `no ${localName(field)}`;
  });
  return [body.createable, body.updateable, body.deletable, ...fields].join(', ');
}

/** The same answers, worked out from what the engine says that the user may. */
export function expectedOf(access: EffectiveAccess): Answers {
  const names = expectedWithApi(access);
  if (access.hasSystem('ApiEnabled')) return names;
  return Object.fromEntries(Object.keys(names).map((name) => [name, 'API_DISABLED_FOR_ORG']));
}

function expectedWithApi(access: EffectiveAccess): Answers {
  const may = (permission: string): boolean => access.may(parsePermission(permission));
  const reads = (object: string) => may(`${object}:read`);
  const told: Record<string, string> = {};
  for (const object of [...OBJECTS, ...OPENED_APART]) {
    told[`query ${object}`] = reads(object) ? 'done' : 'INVALID_TYPE';
    told[`describe ${object}`] = reads(object) ? expectedDescribe(object, may) : 'NOT_FOUND';
  }
  for (const field of FIELDS)
    told[`query ${field}`] = !reads(objectOf(field)) ? 'INVALID_TYPE' : may(`${field}:read`) ? 'done' : 'INVALID_FIELD';
  const written = (object: string, field: string | undefined, verb: 'create' | 'edit', then: () => string): string => {
    if (!reads(object)) return 'NOT_FOUND';
    if (field !== undefined && !may(`${field}:read`)) return 'INVALID_FIELD';
    // The engine answers for field and object together, the org for the field first.
    const writes = may(`${object}:create`) || may(`${object}:edit`);
    const opened =
      field === undefined || (writes ? may(`${field}:edit`) : (access.fieldBits(field) & FieldBits.edit) !== 0);
    if (!opened) return 'INVALID_FIELD_FOR_INSERT_UPDATE';
    return may(`${object}:${verb}`) ? then() : 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY';
  };
  const done = () => 'done';
  const seesTheirs = may('Ticket__c:viewAll') || may('Ticket__c:modifyAll');
  const withTheirs = () =>
    !seesTheirs ? 'NOT_FOUND' : may('Ticket__c:modifyAll') ? 'done' : 'INSUFFICIENT_ACCESS_OR_READONLY';
  const deleted = (then: () => string) =>
    !reads('Ticket__c') ? 'NOT_FOUND' : may('Ticket__c:delete') ? then() : 'INSUFFICIENT_ACCESS_OR_READONLY';
  return {
    ...told,
    'tickets seen': reads('Ticket__c') ? `own true, theirs ${seesTheirs}` : 'INVALID_TYPE',
    'create Account': written('Account', undefined, 'create', done),
    'create Account with Phone': written('Account', 'Account.Phone', 'create', done),
    'create Ticket__c': written('Ticket__c', undefined, 'create', done),
    'create Ticket__c with Note__c': written('Ticket__c', 'Ticket__c.Note__c', 'create', done),
    'create Ticket__c with Sum__c': written('Ticket__c', 'Ticket__c.Sum__c', 'create', done),
    'create Part__c': written('Part__c', undefined, 'create', () =>
      reads('Ticket__c') ? 'done' : 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    ),
    'edit Account': written('Account', undefined, 'edit', done),
    'edit Account.BillingCity': written('Account', 'Account.BillingAddress', 'edit', done),
    'edit own Ticket__c': written('Ticket__c', undefined, 'edit', done),
    'edit their Ticket__c': written('Ticket__c', undefined, 'edit', withTheirs),
    'edit own Ticket__c.Note__c': written('Ticket__c', 'Ticket__c.Note__c', 'edit', done),
    'delete own Ticket__c': deleted(done),
    'delete their Ticket__c': deleted(withTheirs),
  };
}

function expectedDescribe(object: string, may: (permission: string) => boolean): string {
  if (OPENED_APART.some((name) => name === object)) return 'done';
  const [creates, edits] = [may(`${object}:create`), may(`${object}:edit`)];
  const fields = FIELDS.filter((field) => objectOf(field) === object).map((field) => {
    if (!may(`${field}:read`)) return `no ${localName(field)}`;
    const writes = may(`${field}:edit`);
    return `${localName(field)} ${creates && writes} ${edits && writes}`;
  });
  return [creates, edits, may(`${object}:delete`), ...fields].join(', ');
}
