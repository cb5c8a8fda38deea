const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Does a piece of work that ends well when it is interrupted. Whoever else listens meanwhile would end the process before
 * anything is cleaned up, so they wait; a second signal is theirs again.
 */
export async function untilSignalled<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  const others = SIGNALS.map((name) => [name, process.listeners(name)] as const);
  const restore = (): void => {
    for (const [name, listeners] of others) {
      process.removeAllListeners(name);
      for (const listener of listeners) process.on(name, listener);
    }
  };
  for (const [name] of others) {
    process.removeAllListeners(name);
    process.on(name, () => {
      ending.abort();
      restore();
    });
  }
  try {
    return await work(ending.signal);
  } finally {
    restore();
  }
}
