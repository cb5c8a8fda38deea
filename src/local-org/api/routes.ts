import { APEX_ROUTES } from './apex/routes.ts';
import type { Route } from './api.ts';
import { BULK_ROUTES } from './bulk/routes.ts';
import { COMPOSITE_ROUTES } from './composite/routes.ts';
import { CONNECT_ROUTES } from './connect/routes.ts';
import { METADATA_ROUTES } from './metadata/routes.ts';
import { OAUTH_ROUTES } from './oauth/routes.ts';
import { PARTNER_ROUTES } from './partner/routes.ts';
import { PASSWORD_ROUTES } from './rest/passwords.ts';
import { REST_ROUTES } from './rest/routes.ts';
import { STREAMING_ROUTES } from './streaming/routes.ts';
import { TOOLING_ROUTES } from './tooling/routes.ts';

/** Every endpoint of the org, family by family. */
export const ROUTES: readonly Route[] = [
  ...OAUTH_ROUTES,
  ...METADATA_ROUTES,
  ...REST_ROUTES,
  ...PASSWORD_ROUTES,
  ...CONNECT_ROUTES,
  ...COMPOSITE_ROUTES,
  ...BULK_ROUTES,
  ...TOOLING_ROUTES,
  ...STREAMING_ROUTES,
  ...PARTNER_ROUTES,
  ...APEX_ROUTES,
];
