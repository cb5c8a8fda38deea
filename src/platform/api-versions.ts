/**
 * Which versions of the API live. Source: facts 8 (help 000354473, API End-of-Life Policy): three years of support after
 * release, a year's notice before the end, three releases a year.
 */
export const NEWEST_API_VERSION = 68;
/** Versions 21 to 30 ended with Summer '25. */
export const OLDEST_CALLABLE_API_VERSION = 31;
const RELEASES_OF_SUPPORT = 9;

/** From here on Salesforce promises to answer; older ones may end with a year's notice. */
export const OLDEST_SUPPORTED_API_VERSION = NEWEST_API_VERSION - RELEASES_OF_SUPPORT;

/** SOAP `login()` is not there from this version on, and ends for all with Summer '27. */
export const SOAP_LOGIN_ENDS = "Summer '27";
