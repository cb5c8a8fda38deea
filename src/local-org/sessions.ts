import { randomBytes } from 'node:crypto';
import { OrgError } from './org-error.ts';

/** Somebody who is logged in, by whatever flow. */
export interface Session {
  /** Its AuthSession record. */
  readonly id: string;
  /** `00D…!…`: the form that clients check before they use it. */
  readonly token: string;
  readonly userId: string;
  /** The connected app or external client app it was opened for; `undefined` for SOAP `login()` and seeded sessions. */
  readonly app: SessionApp | undefined;
  readonly scopes: readonly string[];
  /** Address it was opened from. */
  readonly sourceIp: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export interface SessionApp {
  readonly id: string;
  readonly name: string;
  readonly kind: 'connected-app' | 'external-client-app';
}

/** Scopes of an app that open the API; sessions without an app are not limited. */
const API_SCOPES: ReadonlySet<string> = new Set(['api', 'full']);

/** Source of the text: jsforce, which does not refresh a token that was refused so. The code is not confirmed (facts 1.7). */
export function checkApiScope({ app, scopes }: Session): void {
  if (app === undefined || scopes.some((scope) => API_SCOPES.has(scope))) return;
  throw new OrgError(401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API');
}

export interface Sessions {
  open(
    session: Omit<Session, 'id' | 'token' | 'expires'> & { readonly token?: string; readonly minutes?: number },
  ): Session;
  /** The live session of a token; an expired one is forgotten. */
  find(token: string): Session | undefined;
  /** Ends one session, or those of a user or app; says how many. */
  end(which: { readonly token?: string; readonly userId?: string; readonly appId?: string }): number;
  list(): readonly Session[];
  /**
   * After the records were replaced: these are the live ones. `known` keep the ids of their records; `later` were opened
   * since, and get new ones.
   */
  resume(known: readonly Session[], later: readonly Session[]): void;
}

const DEFAULT_MINUTES = 120;

/** A token as clients expect it: organisation, `!`, and characters that need no escaping anywhere. */
export function newToken(orgId: string): string {
  return `${orgId}!${randomBytes(48).toString('base64url').replaceAll('-', '.')}`;
}

export interface SessionsOptions {
  readonly orgId: string;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Told of every session that opens and ends: the AuthSession records are kept by it. */
  readonly opened: (session: Session) => void;
  readonly ended: (session: Session) => void;
}

export function createSessions({ orgId, now, newId, opened, ended }: SessionsOptions): Sessions {
  const live = new Map<string, Session>();
  const drop = (session: Session): boolean => {
    ended(session);
    return live.delete(session.token);
  };
  return {
    open: ({ token, minutes, ...rest }) => {
      const expires = now().getTime() + (minutes ?? DEFAULT_MINUTES) * 60_000;
      const session: Session = { ...rest, id: newId(), token: token ?? newToken(orgId), expires };
      live.set(session.token, session);
      opened(session);
      return session;
    },
    find: (token) => {
      const session = live.get(token);
      if (session && session.expires <= now().getTime()) {
        drop(session);
        return undefined;
      }
      return session;
    },
    end: ({ token, userId, appId }) =>
      [...live.values()].filter(
        (session) =>
          (token === undefined || session.token === token) &&
          (userId === undefined || session.userId === userId) &&
          (appId === undefined || session.app?.id === appId) &&
          drop(session),
      ).length,
    list: () => [...live.values()],
    resume: (known, later) => {
      live.clear();
      for (const session of known) live.set(session.token, session);
      for (const session of known) opened(session);
      for (const session of later) {
        const renamed = { ...session, id: newId() };
        live.set(renamed.token, renamed);
        opened(renamed);
      }
    },
  };
}
