import { readNamed } from '../files/read-named.ts';
import { Problem } from '../model/problem.ts';
import type { SealCheck, Verification } from '../model/verification.ts';
import { sealOf } from '../verify/seal.ts';

/**
 * Works out the seal of filed evidence again.
 *
 * @throws Problem `cannot-read`, `not-evidence`
 */
export async function checkSeal(file: string): Promise<SealCheck> {
  const content = parsed(await readNamed(file));
  if (!isVerification(content)) throw notEvidence(file);
  const computed = sealOf(content);
  const { sha256, tool, started, by, org } = content;
  return {
    file,
    intact: sha256 === computed,
    sealed: sha256,
    computed,
    tool: String(tool ?? ''),
    started: String(started ?? ''),
    org: String(org?.domain ?? ''),
    by: String(by ?? ''),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only what is looked at here is made sure of: a file that was changed may lack anything else. */
function isVerification(content: unknown): content is Verification {
  if (typeof content !== 'object' || content === null) return false;
  const { format, version, sha256 } = content as Readonly<Record<string, unknown>>;
  return format === 'leastwise-verification' && version === 1 && typeof sha256 === 'string';
}

function notEvidence(file: string): Problem {
  return new Problem({
    kind: 'input',
    code: 'not-evidence',
    message: `${file} is no evidence of a verification.`,
    actions: [
      'Name the JSON file: leastwise verify --evidence <file.json> writes it.',
      'A page is checked by its JSON: both show the same hash.',
    ],
  });
}
