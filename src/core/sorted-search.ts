/**
 * How many of the items 0 to `length - 1` come before the first one for which `isBefore` is false. `isBefore` must be
 * true for a beginning of the items and false for the rest; it is asked a logarithmic number of times.
 */
export function countLeading(length: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
