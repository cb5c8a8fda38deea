import type { State } from '../access/widened.ts';
import { isSnapshotFile } from '../connectors/file/locate-snapshot.ts';
import { readMetadata } from '../connectors/sfdx/read.ts';
import type { FactFamily } from '../model/coverage.ts';
import { Problem } from '../model/problem.ts';
import type { LiveOrgOptions } from './load-live-org.ts';
import { type LoadedSource, understand } from './understand.ts';

export type { LoadedSource };

/** What a person named to be read, and with which settings. */
export interface SourceOptions extends Omit<LiveOrgOptions, 'targetOrg'> {
  /** An SFDX project, a folder, a zip, a file, or a snapshot that was saved. */
  readonly path: string;
  /** A live org instead, by its alias or username; `default` is the default org of the Salesforce CLI. */
  readonly targetOrg?: string | undefined;
  /** A git revision to read files at; as they are when absent. */
  readonly rev?: string | undefined;
}

/** What a question asks of an org beyond access: whatever helps to tell which integrations there are. */
const FOR_QUESTIONS: ReadonlySet<FactFamily> = new Set(['logins', 'tokens', 'fields']);

/** Reads whatever a person named: a live org, a saved snapshot, or metadata as it lies in files or lay there at a revision. */
export async function loadSource(options: SourceOptions): Promise<LoadedSource> {
  const { path, rev, targetOrg, onProgress, settings, today } = options;
  if (targetOrg !== undefined) {
    if (rev !== undefined) throw orgHasNoRevision();
    const { loadLiveOrg } = await import('./load-live-org.ts');
    return loadLiveOrg({ families: FOR_QUESTIONS, ...options, targetOrg });
  }
  if (rev === undefined && isSnapshotFile(path)) return loadSnapshot(path, settings, today);
  const snapshot = await readMetadata({
    path,
    ...(rev === undefined ? {} : { rev }),
    ...(onProgress ? { onProgress } : {}),
  });
  return understand(snapshot, settings, today);
}

/** As it was read, judged with the date and the settings of today. */
async function loadSnapshot(path: string, settings: SourceOptions['settings'], today: string): Promise<LoadedSource> {
  const { readSnapshot } = await import('../connectors/file/snapshot-file.ts');
  const { snapshot, integrations } = await readSnapshot(path);
  return understand(snapshot, { ...settings, integrations: [...settings.integrations, ...integrations] }, today);
}

function orgHasNoRevision(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'org-has-no-revision',
    message: 'An org has no revisions: --rev goes with files.',
    actions: ['Leave out --rev or --target-org.'],
  });
}

/** A loaded source as one side of a comparison; files that could not be read are named with the side's label. */
export function stateOf({ snapshot, graph, integrations }: LoadedSource, label: string): State {
  const unresolved = snapshot.diagnostics
    .filter(({ level }) => level === 'error')
    .map(({ path, line, message }) => `${label}: ${path}${line > 0 ? `:${line}` : ''} ${message}`);
  return { label, graph, integrations, unresolved };
}
