/**
 * Licences that decide what an integration user can hold.
 *
 * Source: Help `platform.integration_user`; Object Reference UserLicense, PermissionSetLicense. Seats: five free
 * Salesforce Integration licences in Enterprise, Unlimited and Performance Edition, one in Developer (secondary sources).
 */
export interface UserLicence {
  /** `UserLicense.Name`, which is also what metadata writes in `userLicense` and `license`. */
  readonly name: string;
  /** Only programs log in with it. */
  readonly apiOnly: boolean;
  /** Shipped for Salesforce's own processes; nobody assigns it by hand. */
  readonly internal: boolean;
}

export const USER_LICENCES: readonly UserLicence[] = [
  { name: 'Salesforce', apiOnly: false, internal: false },
  { name: 'Salesforce Platform', apiOnly: false, internal: false },
  { name: 'Salesforce Integration', apiOnly: true, internal: false },
  { name: 'Identity', apiOnly: false, internal: false },
  { name: 'Chatter Free', apiOnly: false, internal: false },
  { name: 'Cloud Integration User', apiOnly: true, internal: true },
  { name: 'Analytics Cloud Integration User', apiOnly: true, internal: true },
  { name: 'Sales Insights Integration User', apiOnly: true, internal: true },
  { name: 'B2BMA Integration User', apiOnly: true, internal: true },
];

export const SALESFORCE_INTEGRATION = 'Salesforce Integration';

/** The permission set licence without which a Salesforce Integration user can be given no object at all. */
export const SALESFORCE_API_INTEGRATION = {
  label: 'Salesforce API Integration',
  developerName: 'SalesforceAPIIntegrationPsl',
};

const BY_NAME: ReadonlyMap<string, UserLicence> = new Map(
  USER_LICENCES.map((licence) => [licence.name.toLowerCase(), licence]),
);

/** By label in any case. */
export function userLicence(name: string): UserLicence | undefined {
  return BY_NAME.get(name.trim().toLowerCase());
}
