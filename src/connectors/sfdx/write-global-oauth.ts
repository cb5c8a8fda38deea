import type { AppState } from '../../model/change.ts';
import { leaf, metadataText } from './metadata-text.ts';

/** Headless flows call nobody back, and an app must name somewhere: Salesforce's own page, which keeps nothing. */
const CALLBACK = 'https://login.salesforce.com/services/oauth2/success';

/**
 * The part of an external client app that switches its flows on and holds its certificate. It is deployed and never kept in
 * source, because what comes back of it holds the consumer secret. Key and secret are left to Salesforce, which makes them.
 *
 * Source: Metadata API v68, ExtlClntAppGlobalOauthSettings.
 */
export function globalOauthText({ name, label, flow, certificate }: AppState): string {
  return metadataText('ExtlClntAppGlobalOauthSettings', [
    leaf('callbackUrl', CALLBACK),
    ...(certificate ? [leaf('certificate', certificate.pem.trim())] : []),
    leaf('externalClientApplication', name),
    leaf('isClientCredentialsFlowEnabled', flow === 'client-credentials'),
    leaf('isConsumerSecretOptional', false),
    leaf('isIntrospectAllTokens', false),
    leaf('isPkceRequired', true),
    leaf('isSecretRequiredForRefreshToken', true),
    leaf('label', `${label} global OAuth`),
    leaf('shouldRotateConsumerKey', false),
    leaf('shouldRotateConsumerSecret', false),
  ]);
}
