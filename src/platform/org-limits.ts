/**
 * Limits of an org that a plan can run into.
 *
 * Source: Salesforce Developer Limits quick reference; Help "Permission set limits". The number of permission sets is for
 * Enterprise, Unlimited and Performance Edition; packaged sets do not count (from memory, not confirmed in an org).
 */
export const PERMISSION_SETS_PER_ORG = 1000;
