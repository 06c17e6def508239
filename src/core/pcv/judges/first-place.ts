import { createRandom } from '../../evaluation/random.ts';

/** Which of two texts a judge sees first, where each pair is judged in one order only. */
export type FirstPlace = 'original' | 'candidate';

interface PlacedPair {
  readonly original: string;
  readonly candidate: string;
  /** Number of the sample, from 0. */
  readonly repeat: number;
}

/**
 * Draws the order of a pair from its texts, so that a second run asks the same, and no order is usual for candidates:
 * over many pairs a taste for one place is noise, not gain. Samples of one pair take turns.
 */
export function firstPlaceOf({ original, candidate, repeat }: PlacedPair): FirstPlace {
  const random = createRandom(seedOf(`${original}\u0000${candidate}`));
  const isOriginalFirst = random() < 0.5;
  return isOriginalFirst === (repeat % 2 === 0) ? 'original' : 'candidate';
}

/** FNV-1a (Fowler, Noll and Vo) over the code units. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
