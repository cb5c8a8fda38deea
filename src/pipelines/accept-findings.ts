import { writeBaseline } from '../config/baseline.ts';
import type { Audit } from '../model/audit.ts';

/** Writes today's failures as the baseline, and says how many they are. */
export async function acceptFindings(path: string, audit: Audit): Promise<number> {
  return writeBaseline(path, audit.findings);
}
