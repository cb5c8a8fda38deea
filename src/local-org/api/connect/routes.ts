import type { ApiAnswer, Evidence, Route, SessionRequest } from '../api.ts';
import { consumer, consumers, readStaged, removeStaged, rotate, stage, staged, usage } from './oauth-credentials.ts';

const BASE = '/services/data/:version/apps/oauth';
const CONSUMER = '/credentials/:app/:consumer';

function route(
  method: Route['method'],
  path: string,
  title: string,
  handle: (request: SessionRequest) => ApiAnswer,
  evidence: Evidence = 'documented',
): Route {
  return { method, path: `${BASE}${path}`, title, evidence, access: 'session', family: 'REST', handle };
}

/** The Connect REST API, as far as it tells the credentials of external client apps. Source: its guide, "OAuth Credentials". */
export const CONNECT_ROUTES: readonly Route[] = [
  route('GET', '/usage', 'External client apps with their identifiers', usage, 'best-guess'),
  route('GET', '/credentials/:app', 'Consumers of an external client app', consumers),
  route('GET', CONSUMER, 'Key and secret of a consumer', consumer),
  route('GET', `${CONSUMER}/staged`, 'Staged credentials', staged),
  route('POST', `${CONSUMER}/staged`, 'Stage new credentials', stage),
  route('GET', `${CONSUMER}/staged/:staged`, 'Staged credentials by id', readStaged),
  route('PATCH', `${CONSUMER}/staged/:staged`, 'Rotate: staged credentials take over', rotate),
  route('DELETE', `${CONSUMER}/staged/:staged`, 'Delete staged or replaced credentials', removeStaged),
];
