/** A function that waits for a pause in its calls and then acts on the last one. */
export interface Debounced<Value> {
  call(value: Value): void;
  dispose(): void;
}

export function debounced<Value>(pauseMs: number, action: (value: Value) => void): Debounced<Value> {
  let timer: NodeJS.Timeout | undefined;
  return {
    call: (value) => {
      clearTimeout(timer);
      timer = setTimeout(() => action(value), pauseMs);
    },
    dispose: () => clearTimeout(timer),
  };
}
