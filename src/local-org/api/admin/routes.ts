import type { OrgControls } from '../../controls.ts';
import type { ApiAnswer, ApiRequest, Route } from '../api.ts';
import { jsonAnswer, NO_CONTENT } from '../api.ts';
import { guarded } from './guard.ts';
import { addFault, clock, dropSessions, openSession, sessions, traffic } from './requests.ts';

const ADMIN = '/leastwise/admin';

type Handle = (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;

/** What `OrgControls` offers, over HTTP: for tests and demos that run in another process. Not an API of Salesforce. */
export function adminRoutes(controls: OrgControls, key: string): readonly Route[] {
  const route = (method: Route['method'], path: string, title: string, handle: Handle): Route => ({
    method,
    path: `${ADMIN}${path}`,
    title,
    evidence: 'documented',
    access: 'anonymous',
    family: 'ADMIN',
    handle: guarded(key, handle),
  });
  const named = ({ parameters }: ApiRequest): string => parameters['name'] ?? '';
  const done = async (work: Promise<unknown>): Promise<ApiAnswer> => {
    await work;
    return NO_CONTENT;
  };
  return [
    route('GET', '/summary', 'The org in numbers', () => jsonAnswer(controls.summary())),
    route('POST', '/reset', 'Load again what the org was started with', async () => jsonAnswer(await controls.reset())),
    route('GET', '/checkpoints', 'Names of the checkpoints', () => jsonAnswer(controls.checkpoints())),
    route('PUT', '/checkpoints/:name', 'Keep the org as it is', (request) => done(controls.checkpoint(named(request)))),
    route('DELETE', '/checkpoints/:name', 'Drop a checkpoint', (request) =>
      done(controls.dropCheckpoint(named(request))),
    ),
    route('POST', '/checkpoints/:name/restore', 'Put the org back', (request) =>
      done(controls.restore(named(request))),
    ),
    route('GET', '/faults', 'Faults that wait', () => jsonAnswer(controls.faults())),
    route('POST', '/faults', 'Add a fault', (request) => addFault(controls, request)),
    route('DELETE', '/faults', 'End all faults', () => {
      controls.clearFaults();
      return NO_CONTENT;
    }),
    route('GET', '/sessions', 'Who is logged in', () => sessions(controls)),
    route('POST', '/sessions', 'Open a session for a user', (request) => openSession(controls, request)),
    route('DELETE', '/sessions', 'End sessions', (request) => dropSessions(controls, request)),
    route('GET', '/clock', 'What time the org thinks it is', ({ org }) => jsonAnswer({ now: org.now().toISOString() })),
    route('POST', '/clock', 'Move the clock', (request) => clock(controls, request)),
    route('GET', '/traffic', 'Requests that the org has seen', (request) => traffic(controls, request)),
    route('GET', '/unanswered', 'Requests that nothing answers', () => jsonAnswer(controls.unanswered())),
  ];
}
