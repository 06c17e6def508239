/** A heap of numbers with the smallest on top. */
export interface NumberHeap {
  readonly size: number;
  push(value: number): void;
  /** Takes the smallest value; `Infinity` when the heap is empty. */
  pop(): number;
}

/** An empty heap that can hold `capacity` numbers. */
export function createNumberHeap(capacity: number): NumberHeap {
  const items = new Float64Array(capacity);
  let size = 0;

  const siftDown = (value: number): void => {
    let hole = 0;
    for (let child = 1; child < size; child = 2 * hole + 1) {
      let item = items[child] ?? Infinity;
      if (child + 1 < size) {
        const right = items[child + 1] ?? Infinity;
        if (right < item) {
          item = right;
          child++;
        }
      }
      if (item >= value) break;
      items[hole] = item;
      hole = child;
    }
    items[hole] = value;
  };

  return {
    get size() {
      return size;
    },
    push(value) {
      let hole = size++;
      while (hole > 0) {
        const parent = (hole - 1) >> 1;
        const item = items[parent] ?? 0;
        if (item <= value) break;
        items[hole] = item;
        hole = parent;
      }
      items[hole] = value;
    },
    pop() {
      if (size === 0) return Infinity;
      const top = items[0] ?? Infinity;
      const last = items[--size] ?? Infinity;
      if (size > 0) siftDown(last);
      return top;
    },
  };
}
