import { readSettings } from '../config/read-settings.ts';
import { bad, doubtful, good, type HealthCheck } from '../model/checkup.ts';
import { Problem } from '../model/problem.ts';
import { findDeclared } from './load-declared.ts';
import { readIfAny } from './read-if-any.ts';

interface ProjectOptions {
  readonly directory: string;
  readonly config: string | undefined;
  readonly now: Date;
}

/** The health of a project without any org: its settings, what it accepts, its metadata, its declarations. */
export async function checkProject(options: ProjectOptions): Promise<readonly HealthCheck[]> {
  const { directory, config, now } = options;
  const checks = [
    checking('settings', async () => {
      const { file, settings } = await readSettings({ directory, file: config });
      const today = now.toISOString().slice(0, 10);
      const ended = settings.waivers.filter(({ until }) => until < today);
      const text = file === undefined ? 'no leastwise.yml: every setting has its default' : `${file} says what it may`;
      if (ended.length === 0) return good('settings', text);
      return doubtful(
        'settings',
        `${ended.length} waivers have ended`,
        `Renew or remove them in ${file ?? 'leastwise.yml'}.`,
      );
    }),
    checking('metadata', async () => {
      const snapshot = await readIfAny(directory);
      if (!snapshot) return good('metadata', 'no metadata here: name an org, or another folder');
      const broken = snapshot.diagnostics.filter(({ level }) => level === 'error');
      const [first] = broken;
      if (!first) return good('metadata', `${snapshot.source.filesRead} files of metadata, all readable`);
      return doubtful(
        'metadata',
        `${broken.length} files cannot be read, ${first.path} among them`,
        'Mend them: leastwise audit --verbose says what is wrong.',
      );
    }),
    checking('declarations', async () => {
      const { files, mistakes, folder } = await findDeclared({ directory, config });
      if (mistakes.length > 0)
        return bad('declarations', `${mistakes.length} mistakes in ${folder}`, 'See them all: leastwise validate.');
      return good(
        'declarations',
        files.length === 0
          ? 'no integration is declared yet'
          : `${files.length} integrations are declared, without a mistake`,
      );
    }),
  ];
  return Promise.all(checks);
}

/** What a person can mend is an answer here, not an end. */
async function checking(name: string, look: () => Promise<HealthCheck>): Promise<HealthCheck> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return bad(name, error.message, error.actions[0] ?? '');
  }
}
