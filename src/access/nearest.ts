function sharedSegments(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let shared = 0;
  while (shared < left.length && shared < right.length && left[shared] === right[shared]) shared += 1;
  return shared;
}

/**
 * Of several files with one full name, the one that lies nearest to the file that refers to it: package directories of
 * one tree are deployed each for itself. The first wins a draw, so that the choice is stable.
 */
export function nearest<Value>(
  candidates: readonly Value[],
  pathOf: (candidate: Value) => string,
  from: string,
): Value | undefined {
  let best: Value | undefined;
  let most = -1;
  for (const candidate of candidates) {
    const shared = sharedSegments(pathOf(candidate), from);
    if (shared <= most) continue;
    best = candidate;
    most = shared;
  }
  return best;
}
