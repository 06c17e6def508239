type Action = () => Promise<void> | void;

const actions = new Set<Action>();

let isSignalled = false;

/**
 * Has something ended or removed when the script ends, on whatever way. Returns how to take that back. Actions run
 * in the reverse order of their registration.
 */
export function atEnd(action: Action): () => void {
  actions.add(action);
  return () => {
    actions.delete(action);
  };
}

/** Runs all registered actions once; one that fails is reported and does not keep the others from running. */
export async function runAtEnd(): Promise<void> {
  for (const action of [...actions].reverse()) {
    actions.delete(action);
    try {
      await action();
    } catch (error) {
      console.error(error);
    }
  }
}

/** On Ctrl+C, SIGTERM or a closed terminal: runs all registered actions and exits with 128 + the signal's number. */
export function endOnSignals(): void {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
  for (const [signal, number] of Object.entries(numbers)) {
    process.once(signal, () => {
      isSignalled = true;
      void runAtEnd().finally(() => process.exit(128 + number));
    });
  }
}

/** Whether a signal is ending the script, so that what fails from now on fails because of that. */
export function isEndingOnSignal(): boolean {
  return isSignalled;
}
