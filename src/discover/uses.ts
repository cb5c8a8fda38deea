import type { Origin } from '../model/origin.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isSuccessful, type LoginWay, loginWay, namesApplication } from '../platform/login-types.ts';
import { isPeoplesClient } from '../platform/peoples-clients.ts';

/** How one user worked through one application, by what the org remembers. */
export interface Use {
  readonly username: string;
  /** Name of the application; empty for sessions that name none. */
  readonly application: string;
  /** Record id of its app, where the org says. */
  readonly applicationId: string | undefined;
  /** Log-ins and calls. */
  readonly times: number;
  readonly logins: number;
  readonly calls: number;
  readonly tokens: number;
  /** A flow that only servers have: client credentials, JWT, a password over SOAP. */
  readonly ofServer: boolean;
  readonly origin: Origin;
}

/** What behaviour says of who is a program. */
export interface Uses {
  readonly all: readonly Use[];
  /** How often each user was in the user interface; nothing is known of it where log-ins were not read. */
  inUi(username: string): number | undefined;
}

interface Counting {
  applicationId: string | undefined;
  logins: number;
  calls: number;
  tokens: number;
  ofServer: boolean;
  readonly origin: Origin;
}

const SERVER_FLOWS = /clientcredentials|jwtbearer/i;
/** A token that was not used for so long says nothing of who works today. */
const STALE_DAYS = 90;
const DAY_MS = 86_400_000;

/** Every use of an application by a user that was seen, clients of people left out. */
export function usesOf(snapshot: Snapshot, today: string): Uses {
  const counts = new Map<string, Map<string, Counting>>();
  const at = (username: string, application: string, origin: Origin): Counting => {
    const name = namesApplication(application) ? application : '';
    const ofUser = counts.get(username) ?? new Map<string, Counting>();
    counts.set(username, ofUser);
    const known = ofUser.get(name);
    if (known) return known;
    const made: Counting = { applicationId: undefined, logins: 0, calls: 0, tokens: 0, ofServer: false, origin };
    ofUser.set(name, made);
    return made;
  };
  const ui = new Map<string, number>();
  for (const login of snapshot.logins) {
    if (!isSuccessful(login.status)) continue;
    const way = loginWay(login);
    if (way === 'browser' || way === 'other') ui.set(login.username, (ui.get(login.username) ?? 0) + login.count);
    else if (!isPeoplesClient(login.application)) {
      const use = at(login.username, login.application, login.origin);
      use.logins += login.count;
      use.ofServer ||= isOfServer(way, login.loginSubType);
    }
  }
  for (const call of snapshot.apiCalls) {
    if (!isExternal(call.category, call.application) || isPeoplesClient(call.application || call.client)) continue;
    const use = at(call.username, call.application, call.origin);
    use.calls += call.count;
    use.applicationId ??= call.applicationId;
  }
  for (const token of snapshot.tokens) {
    const seen = token.lastUsed ?? token.created;
    const isStale = seen === undefined || Date.parse(today) - Date.parse(seen) > STALE_DAYS * DAY_MS;
    if (isStale || isPeoplesClient(token.application)) continue;
    const use = at(token.username, token.application, token.origin);
    use.tokens += 1;
    use.applicationId ??= token.applicationId;
  }
  const hasLogins = ['read', 'partial'].includes(snapshot.coverage.logins.state);
  return {
    all: [...counts].flatMap(([username, ofUser]) =>
      [...ofUser].map(([application, use]) => ({ username, application, times: use.logins + use.calls, ...use })),
    ),
    inUi: (username) => (hasLogins ? (ui.get(username) ?? 0) : undefined),
  };
}

function isOfServer(way: LoginWay, subType: string): boolean {
  return way === 'soap-password' || way === 'oauth-password' || SERVER_FLOWS.test(subType);
}

/** Logs that do not say the category name an app, or they are of password sessions. */
function isExternal(category: string, application: string): boolean {
  if (category === 'EXTERNAL_APPLICATION') return true;
  return ['', 'UNKNOWN'].includes(category) && application !== '';
}
