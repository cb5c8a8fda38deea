import type { AccessGraph } from '../access/access-graph.ts';
import type { EffectiveAccess } from '../access/effective-access.ts';
import type { FactFamily } from '../model/coverage.ts';
import type { RuleText, Severity, SubjectKind } from '../model/finding.ts';
import type { Confidence, Integration } from '../model/integration.ts';
import type { Origin } from '../model/origin.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ExampleOrg } from './example-org.ts';

/**
 * One check, one file. A rule is a pure function of what was read: it has no I/O, no clock, no console. Its texts and
 * its examples live here and nowhere else; tests and the documentation are made from them.
 */
export interface Rule extends RuleText {
  /** Families it cannot do without. When one is absent or denied the rule is not-checked, never passed. */
  readonly needs: readonly FactFamily[];
  /** Families of which one is enough: a rule about profiles and permission sets can judge a tree that has only one kind. */
  readonly needsAnyOf?: readonly FactFamily[];
  /** Further checks of the catalogue (docs/rules/checks.md) that it answers, beside the one of its code. */
  readonly covers?: readonly string[];
  /** Which presets switch it on. `strict` has all of `recommended`; `legacy` leaves out what an old org cannot fix soon. */
  readonly presets: readonly Preset[];
  readonly since: string;
  readonly examples: { readonly fail: readonly RuleExample[]; readonly pass: readonly RuleExample[] };
  check(context: RuleContext): Iterable<Verdict>;
}

export type Preset = 'recommended' | 'strict' | 'legacy';

/** A small tree as its files, path → content: read by the real reader, so examples cannot lie. */
export interface RuleExample {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** What only an org knows, on top of the files. */
  readonly org?: ExampleOrg;
  /** Integrations that the project names in leastwise.yml. */
  readonly declared?: readonly string[];
  /** For `fail`: a part of the message that must appear. */
  readonly says?: string;
}

export interface RuleContext {
  readonly snapshot: Snapshot;
  readonly graph: AccessGraph;
  readonly integrations: readonly Integration[];
  /** ISO date of the run, passed in. */
  readonly today: string;
  /** Effective access of a container, group, user or integration; computed once, then kept. */
  access(holder: {
    readonly kind: 'container' | 'group' | 'user' | 'integration';
    readonly id: string;
  }): EffectiveAccess;
  /** Names of the integrations that hold the container, group, app, user or profile with this id. */
  integrationsOf(id: string): readonly Integration[];
}

/** What a rule says of one subject. `pass` verdicts are counted, not listed. */
export type Verdict = FailVerdict | PassVerdict | NotCheckedVerdict;

interface VerdictSubject {
  readonly subject: string;
  readonly subjectKind: SubjectKind;
  /** Id in the snapshot of what is judged: from it the runner knows who holds it and who ships it. */
  readonly subjectId?: string;
  /** Overrides what follows from `subjectId`. */
  readonly integrations?: readonly string[];
}

export interface FailVerdict extends VerdictSubject {
  readonly outcome: 'fail';
  readonly message: string;
  readonly fix?: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly details?: readonly string[];
  readonly locations: readonly Origin[];
  /** The admin decides it, even where Salesforce or a package ships the rest: the log-in ranges of a standard profile. */
  readonly adminsToChange?: boolean;
  /** What makes this failure this one, beside rule and subject, for the fingerprint: never a line number. */
  readonly key?: string;
}

export interface PassVerdict extends VerdictSubject {
  readonly outcome: 'pass';
}

export interface NotCheckedVerdict extends VerdictSubject {
  readonly outcome: 'not-checked';
  readonly reason: string;
}
