import { isSalesforceNamespace, standardProfile } from './standard-profiles.ts';

/** What is known of a profile, permission set or group that says who made it. */
export interface PossiblyShipped {
  readonly name: string;
  readonly namespace: string;
  readonly kind?: string;
  readonly custom?: boolean | undefined;
}

/**
 * Who ships a profile, permission set or group: it changes with their releases, and the admin cannot cut it down.
 * `undefined` means that the org made it itself.
 *
 * Sources: `custom=false` and the prefixes of retrieved orgs. A licence is no sign: orgs make sets for the users of
 * Salesforce's own connections too. Sets that Salesforce puts into orgs without a namespace have names that begin with
 * `sfdc_` (seen: `sfdc_fieldservice`).
 */
export function shipperOf(part: PossiblyShipped): 'salesforce' | 'package' | undefined {
  if (isSalesforceNamespace(part.namespace)) return 'salesforce';
  if (part.namespace !== '') return 'package';
  if (part.custom === false || /^sfdc_/.test(part.name)) return 'salesforce';
  if (part.kind !== 'profile') return undefined;
  const standard = standardProfile(part.name);
  // Some standard profiles for integrations are retrieved as custom, and older retrieves say nothing: the name does.
  const isStandard =
    standard && (part.custom === undefined || standard.role === 'integration' || standard.role === 'minimal');
  return isStandard ? 'salesforce' : undefined;
}
