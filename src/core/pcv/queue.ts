/** Values on their way from whoever makes them, in their own time, to one reader. */
export interface Queue<Value> extends AsyncIterable<Value> {
  push(value: Value): void;
  /** Nothing more will come; with an error the reader gets what is left and then the error. */
  close(error?: Error): void;
}

/** An empty queue. Reading it ends when it is closed and empty. */
export function createQueue<Value>(): Queue<Value> {
  const values: Value[] = [];
  let end: { readonly error: Error | undefined } | null = null;
  let wake: () => void = () => undefined;
  return {
    push: (value) => {
      values.push(value);
      wake();
    },
    close: (error) => {
      end ??= { error };
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        yield* values.splice(0);
        if (values.length > 0) continue;
        if (end !== null) break;
        await new Promise<void>((resolve) => (wake = resolve));
      }
      if (end.error !== undefined) throw end.error;
    },
  };
}
