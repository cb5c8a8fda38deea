import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Writes src/local-org/schema/standard-objects.ts: the standard objects of the local org with their true field lists,
 * read from the types that jsforce ships (taken from describes of a real org). What types do not say (dates or
 * datetimes, numbers, who writes) is decided by the tables below.
 */
const require = createRequire(import.meta.url);
const TYPES = join(dirname(require.resolve('@jsforce/jsforce-node/package.json')), 'lib/types/standard-schema.d.ts');
const TARGET = join(import.meta.dirname, '..', 'src', 'local-org', 'schema', 'standard-objects.ts');

/** The sales and service core, with their key prefixes. */
const CORE: Readonly<Record<string, string>> = {
  Account: '001',
  AccountContactRole: '02Z',
  AccountPartner: '00I',
  Asset: '02i',
  AssetRelationship: '1AR',
  Attachment: '00P',
  BusinessHours: '01m',
  Campaign: '701',
  CampaignMember: '00v',
  CampaignMemberStatus: '01Y',
  Case: '500',
  CaseComment: '00a',
  CaseContactRole: '03j',
  CaseSolution: '010',
  CaseTeamMember: '0B5',
  CaseTeamRole: '0B7',
  CollaborationGroup: '0F9',
  Contact: '003',
  ContentDocument: '069',
  ContentDocumentLink: '06A',
  ContentFolder: '07H',
  ContentVersion: '068',
  ContentWorkspace: '058',
  Contract: '800',
  ContractContactRole: '02a',
  ContractLineItem: '811',
  Document: '015',
  DuplicateRecordItem: '0GL',
  DuplicateRecordSet: '0GK',
  EmailMessage: '02s',
  EmailTemplate: '00X',
  Entitlement: '550',
  EntityMilestone: '0EM',
  Event: '00U',
  EventRelation: '0RE',
  FeedComment: '0D7',
  FeedItem: '0D5',
  Folder: '00l',
  Holiday: '0C0',
  Idea: '087',
  Individual: '0PK',
  Lead: '00Q',
  ListView: '00B',
  Note: '002',
  Opportunity: '006',
  OpportunityCompetitor: '00J',
  OpportunityContactRole: '00K',
  OpportunityLineItem: '00k',
  OpportunityPartner: '0I2',
  Order: '801',
  OrderItem: '802',
  OrgWideEmailAddress: '0D2',
  Partner: '0I3',
  Period: '026',
  Pricebook2: '01s',
  PricebookEntry: '01u',
  ProcessInstance: '04g',
  ProcessInstanceStep: '04h',
  ProcessInstanceWorkitem: '04i',
  Product2: '01t',
  QuickText: '574',
  RecordType: '012',
  Report: '00O',
  Dashboard: '01Z',
  ServiceContract: '810',
  Solution: '501',
  StaticResource: '081',
  Task: '00T',
  Topic: '0TO',
  TopicAssignment: '0TA',
  WebLink: '00b',
  WorkOrder: '0WO',
  WorkOrderLineItem: '1WL',
  AsyncApexJob: '707',
  CronTrigger: '08e',
  CronJobDetail: '08a',
};

const INTEGERS =
  /^(NumberOf\w+|Count\w*|SortOrder|Quantity(?!.)|Priority(?!.)|\w*Count|\w+Length|DurationInMinutes|DurationMinutes|FiscalYear|FiscalQuarter|ContentSize|BodyLength|SortWeight|Number|ContractTerm|JobItemsProcessed|TotalJobItems|NumberSent|MaximumNumberOf\w+|CallDurationInSeconds)$/;
const MONEY = /(Amount|Revenue|Price|Cost|Subtotal|GrandTotal|TotalPrice|Discounted\w+)$/;
const PERCENT = /^(Probability|Discount|ExpectedResponse)$/;
const DATETIMES =
  /(DateTime|Timestamp|Modstamp)$|^(CreatedDate|LastModifiedDate|LastViewedDate|LastReferencedDate|ClosedDate|EmailBouncedDate|LastCU\w+Date|SlaStartDate|SlaExitDate|StopStartDate|MessageDate|ActivatedDate|ContentModifiedDate|CompletedDate|LastRunDate|LastLoginDate|FirstPublishedDate|LastFeedModifiedDate|ReminderDateTime|PreviousFireTime|NextFireTime|StartTime|EndTime|RecurrenceStartDateTime|FirstRespondedDate|TargetDate|LastUsedDate|LastOpenedDate|FirstOpenedDate)$/;
const TIMES = /^\w+day(Start|End)Time$|TimeIn\w+$/;
const PICKLISTS =
  /^(Type|Industry|Rating|Ownership|AccountSource|LeadSource|Status|Origin|Reason|Priority|StageName|Salutation|Family|Stage|CleanStatus|ForecastCategory|ForecastCategoryName|GeocodeAccuracy|\w+GeocodeAccuracy|Role|Subtype|TaskSubtype|CallType|RecurrenceType|Visibility|ShareType|SharingOption|QuantityUnitOfMeasure|AccessLevel|\w+AccessLevel|ContractTerm(?!)|OwnerExpirationNotice)$/;
const LONG =
  /^(Description|Comments?|CommentBody|Body|TextBody|HtmlBody|SolutionNote|SpecialTerms|MarkUp|Query|\w*Street)$/;
/** Set by the system: no client writes them. */
const SYSTEM =
  /^(IsDeleted|MasterRecordId|LastActivityDate|LastViewedDate|LastReferencedDate|PhotoUrl|IsClosed|IsWon|Fiscal|FiscalYear|FiscalQuarter|ForecastCategory|Has\w+|IsEmailBounced|IsConverted|Converted\w+|ExpectedRevenue|ClosedDate|IsClosedOnCreate|Jigsaw|JigsawC\w+|JigsawCo\w+|\w+Address|AmountAll\w+|AmountWon\w+|NumberOf(Leads|ConvertedLeads|Contacts|Responses|Opportunities|WonOpportunities)|Hierarchy\w+|PushCount|Last\w+ChangedHistoryId|Last(Amount|CloseDate)Changed\w+|IsArchived|IsTask|WhoCount|WhatCount|IsHighPriority|TotalPrice|TotalAmount|ListPrice|Subtotal|GrandTotal|StatusCode|ActivatedById|ActivatedDate|ContentSize|FileType|FileExtension|VersionNumber|PublishStatus|LatestPublishedVersionId|LastCU\w+|ActivityDateTime|BodyLength|LatestContentBody|EndDate(?=OfContract)|ContactPhone|ContactMobile|ContactEmail|ContactFax|IsAsset|CompletedDateTime|RootAssetId|AssetLevel|CreatorName|CreatorFullPhotoUrl|CreatorSmallPhotoUrl)$/;
const AUTO_NUMBER =
  /^(CaseNumber|ContractNumber|OrderNumber|SolutionNumber|WorkOrderNumber|ContractLineItemNumber|LineItemNumber|OrderItemNumber|AssetRelationshipNumber)$/;
const WRITABLE_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  Account: ['Name'],
  Asset: ['Name'],
  Campaign: ['Name'],
  CampaignMember: [],
  Case: [],
  Contact: ['LastName'],
  Contract: ['AccountId'],
  Lead: ['LastName', 'Company'],
  Opportunity: ['Name', 'StageName', 'CloseDate'],
  Order: ['AccountId', 'EffectiveDate', 'Status'],
  Product2: ['Name'],
  Pricebook2: ['Name'],
  PricebookEntry: ['Pricebook2Id', 'Product2Id', 'UnitPrice'],
  CaseComment: ['ParentId'],
  Event: [],
  Task: [],
  Note: ['ParentId', 'Title'],
  Attachment: ['ParentId', 'Name'],
  OpportunityLineItem: ['OpportunityId', 'Quantity'],
  OrderItem: ['OrderId', 'Quantity'],
  OpportunityContactRole: ['OpportunityId', 'ContactId'],
  ContentVersion: ['Title', 'PathOnClient'],
};
/** Details that stand and fall with their parent. */
const MASTERS: Readonly<Record<string, string>> = {
  OpportunityLineItem: 'OpportunityId',
  OrderItem: 'OrderId',
  CaseComment: 'ParentId',
  CampaignMember: 'CampaignId',
  OpportunityContactRole: 'OpportunityId',
  ContractLineItem: 'ServiceContractId',
  CaseContactRole: 'CasesId',
};
const CHILD_NAMES: Readonly<Record<string, string>> = {
  'Account.ParentId': 'ChildAccounts',
  'Case.ParentId': 'Cases',
  'Contact.ReportsToId': '',
  'Case.AccountId': 'Cases',
  'Account.MasterRecordId': '',
  'Contact.MasterRecordId': '',
  'Lead.MasterRecordId': '',
  'Case.MasterRecordId': '',
  'Opportunity.AccountId': 'Opportunities',
  'Contact.AccountId': 'Contacts',
  'Task.WhatId': 'Tasks',
  'Event.WhatId': 'Events',
  'Attachment.ParentId': 'Attachments',
  'Note.ParentId': 'Notes',
  'CampaignMember.CampaignId': 'CampaignMembers',
  'Campaign.ParentId': 'ChildCampaigns',
};
/** Polymorphic lookups and those the types name only `Name`. */
const PARENTS: Readonly<Record<string, string>> = {
  OwnerId: 'User|Group',
  WhoId: 'Contact|Lead',
  WhatId: 'Account|Opportunity|Case|Campaign|Contract|Order|Product2|Asset|Solution',
  'Attachment.ParentId':
    'Account|Contact|Lead|Opportunity|Case|Contract|Campaign|Asset|Product2|Task|Event|EmailMessage',
  'Note.ParentId': 'Account|Contact|Lead|Opportunity|Case|Contract|Campaign|Asset|Product2',
  'ContentDocumentLink.LinkedEntityId': 'Account|Contact|Lead|Opportunity|Case|User|Group',
};
const SHARING: Readonly<Record<string, string>> = {
  Task: 'Private',
  Event: 'Private',
  Campaign: 'FullAccess',
  Pricebook2: 'ReadWrite',
};

/** Fields that every org has and the org of the types had hidden (Object Reference; seen in retrieves). */
const ADDED: Readonly<Record<string, string>> = {
  Account:
    'AccountNumber:string40 Ownership:picklist Rating:picklist Sic:string20 Site:string80 TickerSymbol:string20 YearStarted:string4',
  Contact: 'GenderIdentity:picklist Pronouns:picklist',
  Lead: 'GenderIdentity:picklist Pronouns:picklist',
  Task: 'Type:picklist IsVisibleInSelfService:boolean',
  Event: 'Type:picklist IsVisibleInSelfService:boolean',
};

const text = readFileSync(TYPES, 'utf8');
const blockOf = (kind: string, object: string): ReadonlyMap<string, string> => {
  const body = new RegExp(`^type ${kind}\\$${object} = \\{([^}]*)\\}`, 'm').exec(text)?.[1] ?? '';
  return new Map([...body.matchAll(/^\s+(\w+): ([^;]+);/gm)].map(([, name = '', type = '']) => [name, type]));
};
const SKIPPED = /^(Id|CreatedDate|CreatedById|LastModifiedDate|LastModifiedById|SystemModstamp)$/;

function typeOf(name: string, type: string): string {
  if (type.includes('Address')) return 'address';
  if (type.includes('BlobString')) return 'base64';
  if (type.includes('boolean')) return 'boolean';
  if (type.includes('DateString')) return TIMES.test(name) ? 'time' : DATETIMES.test(name) ? 'datetime' : 'date';
  if (type.includes('number'))
    return INTEGERS.test(name) ? 'int' : MONEY.test(name) ? 'currency' : PERCENT.test(name) ? 'percent' : 'double';
  if (/Email(Address)?$/.test(name) && name !== 'HasOptedOutOfEmail') return 'email';
  if (/(Phone|Fax)$/.test(name)) return 'phone';
  if (/(Website|Url)$/.test(name)) return 'url';
  if (PICKLISTS.test(name)) return 'picklist';
  return LONG.test(name) && !/^\w+Street$/.test(name) ? 'textarea' : 'string';
}

function parentsOf(object: string, name: string, references: ReadonlyMap<string, string>): string {
  const known =
    PARENTS[`${object}.${name}`] ??
    (name === 'OwnerId' || name === 'WhoId' || name === 'WhatId' ? PARENTS[name] : undefined);
  if (known !== undefined)
    return object !== 'Case' && object !== 'Lead' && object !== 'Task' && name === 'OwnerId' ? 'User' : known;
  const target = /SObjectDefinition\$(\w+)/.exec(references.get(name.replace(/Id$/, '')) ?? '')?.[1] ?? '';
  return target in CORE || ['User', 'Group', 'UserRole', 'Profile', 'Organization'].includes(target) ? target : '';
}

function childName(object: string, name: string, parents: string): string {
  const known = CHILD_NAMES[`${object}.${name}`];
  if (known !== undefined) return known;
  const parent = parents.split('|')[0] ?? '';
  const names = [...blockOf('ChildRelationships', parent)]
    .filter(([, type]) => type.endsWith(`$${object}`))
    .map(([child]) => child);
  return names.length === 1 ? (names[0] ?? '') : '';
}

function fieldWord(
  object: string,
  name: string,
  type: string,
  all: ReadonlyMap<string, string>,
  references: ReadonlyMap<string, string>,
): string {
  const parents = name.endsWith('Id') ? parentsOf(object, name, references) : '';
  const isMaster = MASTERS[object] === name;
  const shape =
    parents !== '' ? 'reference' : name.endsWith('Id') && type.includes('string') ? 'reference' : typeOf(name, type);
  const compound = ['Billing', 'Shipping', 'Mailing', 'Other', '']
    .map((kind) => `${kind}Address`)
    .find((whole) => {
      const rest = name.slice(whole.length - 'Address'.length);
      return (
        all.has(whole) &&
        whole !== name &&
        name.startsWith(whole.slice(0, -'Address'.length)) &&
        /^(Street|City|State|PostalCode|Country|StateCode|CountryCode|Latitude|Longitude|GeocodeAccuracy)$/.test(rest)
      );
    });
  const isPersonName = name === 'Name' && all.has('LastName') && all.has('FirstName');
  const required = WRITABLE_REQUIRED[object]?.includes(name) ? '!' : '';
  const system = AUTO_NUMBER.test(name) ? '#' : SYSTEM.test(name) || isPersonName ? '=' : '';
  const created = isMaster && system === '' ? '+' : '';
  const children = parents === '' ? '' : childName(object, name, parents);
  return `${name}:${shape}${required}${system}${created}${compound ? `~${compound}` : ''}${parents === '' ? '' : `${isMaster ? '>>' : '>'}${parents}`}${children === '' ? '' : `@${children}`}`;
}

const rows = Object.entries(CORE).map(([object, prefix]) => {
  const fields = blockOf('Fields', object);
  if (fields.size === 0) throw new Error(`The types know no ${object}`);
  const references = blockOf('ParentReferences', object);
  const words = [...fields]
    .filter(([name]) => !SKIPPED.test(name))
    .map(([name, type]) => fieldWord(object, name, type, fields, references));
  if (!fields.has('IsDeleted')) words.push('IsDeleted:boolean=');
  words.push(...(ADDED[object]?.split(' ') ?? []).filter((word) => !fields.has(word.split(':')[0] ?? '')));
  const lines = words
    .join(' ')
    .replaceAll(/(.{1,110})(?: |$)/g, '$1\n')
    .trim()
    .split('\n');
  const sharing = SHARING[object]
    ? `\n    sharing: '${SHARING[object]}',`
    : MASTERS[object]
      ? `\n    sharing: 'ControlledByParent',`
      : '';
  const kind = object === 'Task' || object === 'Event' ? 'activity' : 'data';
  return `  {\n    name: '${object}',\n    keyPrefix: '${prefix.slice(0, 3)}',\n    kind: '${kind}',${sharing}\n    fields: \`\n      ${lines.join('\n      ')}\n    \`,\n  },`;
});

writeFileSync(
  TARGET,
  `// Written by scripts/generate-standard-objects.ts from the types of @jsforce/jsforce-node (MIT). Do not edit.\nimport type { ObjectText } from './field-text.ts';\n\n/** The standard objects of sales and service, with the fields of a current org. */\nexport const STANDARD_OBJECTS: readonly ObjectText[] = [\n${rows.join('\n')}\n];\n`,
);
