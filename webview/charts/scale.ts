/** Maps values of a range to positions on an axis. */
export interface Scale {
  readonly at: (value: number) => number;
  /** Round values to label, rising. */
  readonly ticks: readonly number[];
}

interface ScaleOptions {
  readonly values: readonly number[];
  /** Positions of the lowest and the highest value. */
  readonly range: readonly [number, number];
  /** Least width of the range of values, so that two nearly equal ones do not look far apart. */
  readonly leastWidth: number;
}

/** A linear scale over the values with a margin on both sides and ticks at round numbers. */
export function linearScale({ values, range, leastWidth }: ScaleOptions): Scale {
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const width = Math.max(highest - lowest, leastWidth);
  const middle = (lowest + highest) / 2;
  const start = middle - width * 0.6;
  const end = middle + width * 0.6;
  return {
    at: (value) => range[0] + ((value - start) / (end - start)) * (range[1] - range[0]),
    ticks: roundTicks(start, end),
  };
}

/** Three to six multiples of 1, 2 or 5 times a power of ten. */
function roundTicks(start: number, end: number): readonly number[] {
  const rough = (end - start) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? power * 10;
  const ticks: number[] = [];
  for (let index = Math.ceil(start / step); index * step <= end; index += 1) ticks.push(index * step);
  return ticks;
}
