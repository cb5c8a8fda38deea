import type { Discovery } from './discovery.ts';
import { type Draft, draftAbout, drawIn, drawInNamed, keysOf, newDraft } from './draft.ts';
import type { Signal } from './signals.ts';
import type { Use } from './uses.ts';

/** An application that more users than this work through is a tool of people: none of them is its integration user. */
const MOST_USERS = 5;
/** So often a person works through an application before it counts as done by a program in the person's name. */
const OFTEN = 10;

/** Joins applications and users by what was seen: who logged in, called and holds tokens through which application. */
export function addUses(discovery: Discovery): void {
  const byApplication = Map.groupBy(
    discovery.uses.all.filter(({ application }) => application !== ''),
    ({ application }) => application,
  );
  for (const [application, uses] of [...byApplication].sort(([a], [b]) => (a < b ? -1 : 1)))
    addApplication(discovery, application, uses);
}

function addApplication(discovery: Discovery, application: string, uses: readonly Use[]): void {
  const { drafts, excluded, index } = discovery;
  const programs = uses.filter((use) => isDoneByProgram(discovery, use));
  const known = draftOf(discovery, application, uses);
  if (known === undefined && (programs.length === 0 || programs.length > MOST_USERS || excluded(application))) return;
  const draft = known ?? draftAbout(drafts, keysOf(application)) ?? newDraft();
  if (!drafts.includes(draft)) drafts.push(draft);
  if (programs.length > MOST_USERS) {
    drawIn(draft, [signalOf(`${programs.length} users work through "${application}"`, programs[0], 'possible')]);
    return;
  }
  const signals = programs.map((use) => signalOf(sentence(use), use, use.ofServer ? 'certain' : 'likely'));
  if (known) drawIn(draft, signals);
  else drawInNamed(draft, application, signals, keysOf(application));
  for (const { username } of programs) draft.users.add(index.userCalled(username)?.username ?? username);
}

/** By its app, where it is installed: under its name, its label or its record id. */
function draftOf({ drafts, snapshot }: Discovery, application: string, uses: readonly Use[]): Draft | undefined {
  const name = application.toLowerCase();
  const ids = new Set(uses.flatMap(({ applicationId }) => applicationId ?? []));
  const apps = [...snapshot.externalClientApps, ...snapshot.connectedApps].filter(
    (app) =>
      app.name.toLowerCase() === name ||
      app.label.toLowerCase() === name ||
      ids.has(app.origin.path.slice(app.origin.path.indexOf('/') + 1)),
  );
  return drafts.find((draft) => apps.some(({ id }) => draft.apps.has(id)));
}

/** A program that has its own user is never in the user interface; in a person's name it works often, or as servers do. */
function isDoneByProgram({ uses, index }: Discovery, { username, times, tokens, ofServer }: Use): boolean {
  if (index.userCalled(username)?.active === false && times === 0) return false;
  const inUi = uses.inUi(username);
  if (ofServer) return true;
  return inUi === 0 ? times + tokens > 0 : times >= OFTEN;
}

function sentence({ username, application, logins, calls }: Use): string {
  const did = [
    ...(logins > 0 ? [`logged in ${logins} ${logins === 1 ? 'time' : 'times'}`] : []),
    ...(calls > 0 ? [`made ${calls} ${calls === 1 ? 'call' : 'calls'}`] : []),
  ];
  return `"${application}" ${did.length > 0 ? did.join(' and ') : 'holds a token'} as ${username}`;
}

function signalOf(text: string, use: Use | undefined, confidence: Signal['confidence']): Signal {
  return { evidence: { signal: 'works-as', text, origin: use?.origin }, confidence };
}

/** So much of a user's work names no application before it speaks for a program. */
const NAMELESS_OFTEN = 5;

/** What speaks for a user that no application is known of: it works, and was never in the user interface. */
export function workSignals({ uses, drafts }: Discovery, username: string): readonly Signal[] {
  if (uses.inUi(username) !== 0 || drafts.some(({ users }) => users.has(username))) return [];
  const own = uses.all.filter((use) => use.username === username);
  const times = own.reduce((sum, use) => sum + use.times, 0);
  if (times < NAMELESS_OFTEN) return [];
  return [
    signalOf(`user ${username} logged in or called ${times} times, never by the user interface`, own[0], 'likely'),
  ];
}
