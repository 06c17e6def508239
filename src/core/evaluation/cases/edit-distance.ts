/** Cells of the distance table that are worth their time: about a second. */
const mostCells = 100_000_000;

/**
 * Whether one text can be turned into the other by at most `mostEdits` insertions, deletions and replacements of UTF-16
 * units (Levenshtein). Only the diagonal band that can hold such a distance is looked at (Ukkonen 1985). Null when the
 * texts are too long to tell.
 */
export function isWithinEdits(one: string, other: string, mostEdits: number): boolean | null {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > mostEdits) return false;
  if (long.length <= mostEdits) return true;
  const band = Math.floor(mostEdits);
  if ((2 * band + 1) * short.length > mostCells) return null;
  return bandedDistance(short, long, band) <= mostEdits;
}

function bandedDistance(short: string, long: string, band: number): number {
  const beyond = band + 1;
  const width = 2 * band + 1;
  // Cell k of a row stands for column row + k - band.
  let previous = new Int32Array(width + 1).fill(beyond);
  let current = new Int32Array(width + 1).fill(beyond);
  for (let k = band; k < width; k += 1) previous[k] = k - band;
  for (let row = 1; row <= short.length; row += 1) {
    let least = beyond;
    current.fill(beyond);
    const unit = short.charCodeAt(row - 1);
    for (let k = Math.max(0, band - row); k < width && row + k - band <= long.length; k += 1) {
      const column = row + k - band;
      const substituted =
        column === 0 ? beyond : at(previous, k) + Number(long.charCodeAt(column - 1) !== unit);
      const value = Math.min(
        column === 0 ? row : substituted,
        at(previous, k + 1) + 1,
        k > 0 ? at(current, k - 1) + 1 : beyond,
      );
      current[k] = value;
      if (value < least) least = value;
    }
    if (least >= beyond) return beyond;
    [previous, current] = [current, previous];
  }
  return at(previous, long.length - short.length + band);
}

function at(cells: Int32Array, index: number): number {
  return cells[index] ?? 0;
}
