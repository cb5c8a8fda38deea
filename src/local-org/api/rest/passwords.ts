import { reachedRecord } from '../../records/reached-record.ts';
import { givePassword, resetPassword } from '../../records/user-password.ts';
import { visibleObject } from '../../records/write-fields.ts';
import { type ApiAnswer, jsonAnswer, NO_CONTENT, type Route, type SessionRequest } from '../api.ts';
import { jsonBody, recordBody } from './json-body.ts';
import { actorOf } from './records.ts';

const PATH = '/services/data/:version/sobjects/User/:id/password';

function route(method: Route['method'], title: string, handle: (request: SessionRequest) => ApiAnswer): Route {
  return { method, path: PATH, title, evidence: 'documented', access: 'session', family: 'REST', handle };
}

const idOf = ({ parameters }: SessionRequest): string => parameters['id'] ?? '';

/** Source: REST API guide, "sObject User Password". Passwords do not expire here. */
export const PASSWORD_ROUTES: readonly Route[] = [
  route('GET', 'Whether a password is expired (never)', (request) => {
    const actor = actorOf(request);
    reachedRecord(actor, visibleObject(actor, 'User'), idOf(request));
    return jsonAnswer({ isExpired: false });
  }),
  route('POST', 'Set the password of a user', (request) => {
    givePassword(actorOf(request), idOf(request), String(recordBody(jsonBody(request.body))['NewPassword'] ?? ''));
    return NO_CONTENT;
  }),
  route('DELETE', 'Reset the password of a user', (request) =>
    jsonAnswer({ NewPassword: resetPassword(actorOf(request), idOf(request)) }),
  ),
];
