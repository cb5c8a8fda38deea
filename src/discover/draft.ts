import type { Container } from '../model/container.ts';
import type { Confidence, Integration } from '../model/integration.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { shipperOf } from '../platform/shipped-parts.ts';
import { applicationKey, integrationName } from './integration-words.ts';
import { ownerHints, peopleBehind } from './people-behind.ts';
import type { Signal } from './signals.ts';
import type { Uses } from './uses.ts';

const ORDER: readonly Confidence[] = ['certain', 'likely', 'possible'];

/** An integration while its parts are being found. Only this folder ever sees one. */
export interface Draft {
  /** What it may be called, with how sure the part is that says so: the surest of the first ones wins. */
  readonly labels: { readonly text: string; readonly confidence: Confidence }[];
  readonly declared: boolean;
  readonly owner: string | undefined;
  /** Which applications its parts' names speak of. */
  readonly keys: Set<string>;
  readonly signals: Signal[];
  readonly users: Set<string>;
  readonly profiles: Set<string>;
  readonly permissionSets: Set<string>;
  readonly groups: Set<string>;
  readonly apps: Set<string>;
}

export function newDraft(declaration: { owner: string | undefined } | undefined = undefined): Draft {
  return {
    labels: [],
    declared: declaration !== undefined,
    owner: declaration?.owner,
    keys: new Set(),
    signals: [],
    users: new Set(),
    profiles: new Set(),
    permissionSets: new Set(),
    groups: new Set(),
    apps: new Set(),
  };
}

/** What names of one part say about which application it is for; nothing when they say only "integration user". */
export function keysOf(...texts: readonly string[]): Set<string> {
  return new Set(texts.map(applicationKey).filter((key) => key !== ''));
}

/** The one draft whose names speak of the same application; `undefined` when there is none, or more than one. */
export function draftAbout(drafts: readonly Draft[], keys: ReadonlySet<string>): Draft | undefined {
  const meant = drafts.filter((draft) => !draft.keys.isDisjointFrom(keys));
  return meant.length === 1 ? meant[0] : undefined;
}

export function drawIn(draft: Draft, signals: readonly Signal[]): void {
  draft.signals.push(...signals);
}

/** A part with names of its own: they may name the whole, and say which application it is about. */
export function drawInNamed(draft: Draft, label: string, signals: readonly Signal[], keys: Iterable<string>): void {
  drawIn(draft, signals);
  draft.labels.push({ text: label, confidence: surest(signals) });
  for (const key of keys) draft.keys.add(key);
}

function surest(signals: readonly Signal[]): Confidence {
  return ORDER.find((confidence) => signals.some((signal) => signal.confidence === confidence)) ?? 'possible';
}

/** Drafts as integrations, by name. A name that two applications would have gets a number. */
export function finishDrafts(drafts: readonly Draft[], snapshot: Snapshot, uses: Uses): readonly Integration[] {
  const containers = new Map(snapshot.containers.map((container) => [container.id, container]));
  const taken = new Map<string, number>();
  const named = drafts.map((draft) => {
    const name = integrationName(labelOf(draft));
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return finishDraft(draft, count === 1 ? name : `${name}-${count}`, containers, snapshot, uses);
  });
  return named.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function labelOf({ labels }: Draft): string {
  const [first] = labels.toSorted((a, b) => ORDER.indexOf(a.confidence) - ORDER.indexOf(b.confidence));
  return first?.text ?? '';
}

function finishDraft(
  draft: Draft,
  name: string,
  containers: ReadonlyMap<string, Container>,
  snapshot: Snapshot,
  uses: Uses,
): Integration {
  const people = peopleBehind(uses, draft);
  const hints = draft.owner === undefined ? ownerHints(snapshot, draft) : [];
  const signals = draft.signals.toSorted((a, b) => ORDER.indexOf(a.confidence) - ORDER.indexOf(b.confidence));
  return {
    name,
    label: labelOf(draft),
    class: classOfDraft(draft, containers, snapshot),
    confidence: signals[0]?.confidence ?? 'possible',
    evidence: distinctEvidence(signals),
    users: [...draft.users].sort(),
    profiles: [...draft.profiles].sort(),
    permissionSets: [...draft.permissionSets].sort(),
    groups: [...draft.groups].sort(),
    apps: [...draft.apps].sort(),
    owner: draft.owner,
    ...(people.length > 0 ? { people } : {}),
    ...(hints.length > 0 ? { ownerHints: hints } : {}),
  };
}

function distinctEvidence(signals: readonly Signal[]): Integration['evidence'] {
  const byText = new Map(signals.toReversed().map(({ evidence }) => [evidence.text, evidence]));
  return [...byText.values()].reverse();
}

/** Anything that the org made itself makes the whole its own; a shared standard profile does not make a user shipped. */
function classOfDraft(
  draft: Draft,
  containers: ReadonlyMap<string, Container>,
  snapshot: Snapshot,
): Integration['class'] {
  if (draft.declared || draft.users.size > 0) return 'own';
  const made = [...draft.profiles, ...draft.permissionSets].flatMap((id) => containers.get(id) ?? []);
  const groups = snapshot.groups.filter(({ id }) => draft.groups.has(id));
  const apps = [...snapshot.connectedApps, ...snapshot.externalClientApps].filter(({ id }) => draft.apps.has(id));
  const classes = new Set([
    ...[...made, ...groups].map((part) => shipperOf(part) ?? 'own'),
    ...apps.map(({ name }) => (/^\w+?__/.test(name) ? 'package' : 'own')),
  ]);
  if (classes.has('own')) return 'own';
  return classes.has('package') ? 'package' : 'salesforce';
}
