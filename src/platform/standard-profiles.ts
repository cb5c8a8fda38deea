/**
 * Profiles that Salesforce ships. In metadata a standard profile goes by its API name, in Setup by its label.
 *
 * Source: Metadata API guide, Profile; Help `platform.integration_user`; retrieves of real orgs.
 */
export interface StandardProfile {
  /** File name in metadata. */
  readonly name: string;
  /** English label, as Setup and SOQL show it. */
  readonly label: string;
  readonly role: 'administrator' | 'people' | 'integration' | 'minimal';
}

export const STANDARD_PROFILES: readonly StandardProfile[] = [
  { name: 'Admin', label: 'System Administrator', role: 'administrator' },
  { name: 'Standard', label: 'Standard User', role: 'people' },
  { name: 'StandardAul', label: 'Standard Platform User', role: 'people' },
  { name: 'ReadOnly', label: 'Read Only', role: 'people' },
  { name: 'ContractManager', label: 'Contract Manager', role: 'people' },
  { name: 'MarketingProfile', label: 'Marketing User', role: 'people' },
  { name: 'SolutionManager', label: 'Solution Manager', role: 'people' },
  { name: 'Minimum Access - Salesforce', label: 'Minimum Access - Salesforce', role: 'minimal' },
  { name: 'Minimum Access - API Only Integrations', label: 'Minimum Access - API Only Integrations', role: 'minimal' },
  {
    name: 'Salesforce API Only System Integrations',
    label: 'Salesforce API Only System Integrations',
    role: 'minimal',
  },
  { name: 'Analytics Cloud Integration User', label: 'Analytics Cloud Integration User', role: 'integration' },
  { name: 'Analytics Cloud Security User', label: 'Analytics Cloud Security User', role: 'integration' },
  { name: 'Sales Insights Integration User', label: 'Sales Insights Integration User', role: 'integration' },
  { name: 'B2BMA Integration User', label: 'B2BMA Integration User', role: 'integration' },
  { name: 'Einstein Agent User', label: 'Einstein Agent User', role: 'integration' },
];

/** The profile that every API user can share: nothing on it, and API Only cannot be switched off. */
export const MINIMUM_ACCESS_API_ONLY = 'Minimum Access - API Only Integrations';

/** Its predecessor: behaves as a custom profile since Summer '24 and can be deleted. */
export const DEPRECATED_API_ONLY = 'Salesforce API Only System Integrations';

const BY_TEXT: ReadonlyMap<string, StandardProfile> = new Map(
  STANDARD_PROFILES.flatMap((profile) => [
    [profile.label.toLowerCase(), profile],
    [profile.name.toLowerCase(), profile],
  ]),
);

/** By API name or English label, in any case. */
export function standardProfile(nameOrLabel: string): StandardProfile | undefined {
  return BY_TEXT.get(nameOrLabel.trim().toLowerCase());
}

/** Namespaces under which Salesforce itself ships permission sets. */
const SHIPPED_NAMESPACES: ReadonlySet<string> = new Set(['force', 'sfdcInternalInt', 'sfdc_', 'standard']);

export function isSalesforceNamespace(namespace: string): boolean {
  return SHIPPED_NAMESPACES.has(namespace) || /^sfdc/i.test(namespace);
}
