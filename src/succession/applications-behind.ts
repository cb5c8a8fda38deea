import type { Snapshot } from '../model/snapshot.ts';

/** An application that uses an account, and how we know. */
export interface ApplicationBehind {
  /** As tokens and logs name it; empty for what logs in with a password. */
  readonly application: string;
  readonly evidence: readonly string[];
  /** Addresses it came from. */
  readonly addresses: readonly string[];
}

/** What the UI and tools of people are called: no application stands behind them. */
const NOT_APPLICATIONS: ReadonlySet<string> = new Set(['', 'N/A', 'Browser', 'leastwise', 'Salesforce CLI']);

/** Which applications use an account: tokens, log-ins and calls name them, and apps that run as it. */
export function applicationsBehind(snapshot: Snapshot, username: string): readonly ApplicationBehind[] {
  const name = username.toLowerCase();
  const isIts = (one: { readonly username: string }): boolean => one.username.toLowerCase() === name;
  const found = new Map<string, { evidence: Set<string>; addresses: Set<string> }>();
  const note = (application: string, evidence: string, address = ''): void => {
    if (NOT_APPLICATIONS.has(application)) return;
    const known = found.get(application) ?? { evidence: new Set(), addresses: new Set() };
    known.evidence.add(evidence);
    if (address !== '') known.addresses.add(address);
    found.set(application, known);
  };
  for (const app of [...snapshot.externalClientApps, ...snapshot.connectedApps])
    if (app.runAsUser?.toLowerCase() === name) note(app.label, 'runs as it');
  for (const { application } of snapshot.tokens.filter(isIts)) note(application, 'holds a token');
  for (const { application, sourceIp, loginType } of snapshot.logins.filter(isIts))
    if (loginType !== 'Application') note(application, 'logs in', sourceIp);
  for (const { application, sourceIp } of snapshot.apiCalls.filter(isIts)) note(application, 'calls the API', sourceIp);
  return [...found]
    .map(([application, { evidence, addresses }]) => ({
      application,
      evidence: [...evidence],
      addresses: [...addresses].sort(),
    }))
    .sort((a, b) => (a.application < b.application ? -1 : 1));
}
