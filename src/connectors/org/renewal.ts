import { sessionEnded } from './org-problems.ts';
import type { OrgSession } from './session.ts';

export interface Renewal {
  /** How often the session has been renewed. */
  count(): number;
  /** Renews the session, unless that has happened since it was renewed so often. */
  renew(since: number): Promise<void>;
}

/** One renewal of the session for all requests that found it ended; when the new one ends too, so does the reading. */
export function createRenewal(session: OrgSession): Renewal {
  let renewed = 0;
  let renewing: Promise<void> | undefined;
  return {
    count: () => renewed,
    renew: async (since) => {
      if (renewed > since) return;
      if (renewed > 0) throw sessionEnded(session);
      renewing ??= session.renew().then(
        () => {
          renewed += 1;
        },
        (error: unknown) => {
          throw sessionEnded(session, error);
        },
      );
      await renewing;
    },
  };
}
