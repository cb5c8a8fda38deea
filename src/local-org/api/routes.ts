import type { Route } from './api.ts';
import { COMPOSITE_ROUTES } from './composite/routes.ts';
import { REST_ROUTES } from './rest/routes.ts';

/** Every endpoint of the org, family by family. */
export const ROUTES: readonly Route[] = [...REST_ROUTES, ...COMPOSITE_ROUTES];
