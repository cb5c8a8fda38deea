/**
 * How often a property is tried: `usual` in every run of the tests, more when LEASTWISE_RUNS says by which factor
 * (`LEASTWISE_RUNS=50 npm test -- test/local-org`).
 */
export function runs(usual: number): { readonly numRuns: number } {
  const factor = Number(process.env['LEASTWISE_RUNS'] ?? 1);
  return { numRuns: Math.max(1, Math.round(usual * (Number.isFinite(factor) && factor > 0 ? factor : 1))) };
}
