/**
 * Objects whose access does not come from an entry of their own in `objectPermissions`.
 *
 * Source: facts from Object Reference ObjectPermissions (v67); those marked (from memory) are not in a document we hold.
 */

/** Open to every user who can log in, with no object permission to grant (from memory, seen in retrieves). */
export const OPEN_TO_EVERY_USER: ReadonlySet<string> = new Set([
  'BusinessHours',
  'Calendar',
  'Group',
  'Holiday',
  'Organization',
  'PermissionSet',
  'PermissionSetAssignment',
  'Profile',
  'RecordType',
  'User',
  'UserRole',
]);

/** Activities: their access comes with Access Activities and the records they belong to. */
export const ACTIVITY_OBJECTS: ReadonlySet<string> = new Set(['Event', 'Task']);

/**
 * Details of standard objects that are read and written with the rights of their parent: none of them is in a retrieve of
 * every object permission of an org.
 */
export const FOLLOWS_PARENT: Readonly<Record<string, string>> = {
  AccountContactRelation: 'Account',
  AccountContactRole: 'Account',
  AccountPartner: 'Account',
  AccountTeamMember: 'Account',
  CampaignMember: 'Campaign',
  CampaignMemberStatus: 'Campaign',
  CaseComment: 'Case',
  CaseContactRole: 'Case',
  CaseTeamMember: 'Case',
  ContractContactRole: 'Contract',
  OpportunityCompetitor: 'Opportunity',
  OpportunityContactRole: 'Opportunity',
  OpportunityLineItem: 'Opportunity',
  OpportunityPartner: 'Opportunity',
  OpportunitySplit: 'Opportunity',
  OpportunityTeamMember: 'Opportunity',
  OrderItem: 'Order',
  PricebookEntry: 'Pricebook2',
  QuoteLineItem: 'Quote',
  WorkOrderLineItem: 'WorkOrder',
};

/** Whether an object takes an entry in `objectPermissions` at all. */
export function hasObjectPermissions(object: string): boolean {
  if (OPEN_TO_EVERY_USER.has(object) || ACTIVITY_OBJECTS.has(object) || object in FOLLOWS_PARENT) return false;
  return !object.endsWith('__mdt');
}
