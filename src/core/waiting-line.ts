/** Those who wait for their turn, in the order in which they came. Whoever lets them in decides what they get. */
export interface WaitingLine<Pass> {
  /** Resolves to a pass at one's turn, to null when one gave up before. */
  join(signal: AbortSignal): Promise<Pass | null>;
  /** Lets the first one in with a pass that is made for it; false when nobody waits. */
  admitFirst(createPass: () => Pass): boolean;
  isEmpty(): boolean;
}

/** A line without anybody. `onGivenUp` is called when somebody has left it before their turn. */
export function createWaitingLine<Pass>(onGivenUp: () => void = () => undefined): WaitingLine<Pass> {
  const waiting: ((pass: Pass) => void)[] = [];
  return {
    join: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve(null);
          return;
        }
        const enter = (pass: Pass): void => {
          signal.removeEventListener('abort', giveUp);
          resolve(pass);
        };
        const giveUp = (): void => {
          const place = waiting.indexOf(enter);
          if (place >= 0) waiting.splice(place, 1);
          resolve(null);
          onGivenUp();
        };
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(enter);
      }),
    admitFirst: (createPass) => {
      const enter = waiting.shift();
      enter?.(createPass());
      return enter !== undefined;
    },
    isEmpty: () => waiting.length === 0,
  };
}
