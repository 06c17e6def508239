import type { FrontMember } from '../model.ts';

/** Members that no other member beats in both quality and cost, dearest and best first. Of equals one stays. */
export function paretoFront<Member extends FrontMember>(members: readonly Member[]): Member[] {
  const front: Member[] = [];
  for (const member of [...members].sort(byCostThenQuality)) {
    const best = front.at(-1);
    if (best === undefined || member.quality.value > best.quality.value) front.push(member);
  }
  return front.reverse();
}

/**
 * The member with the largest Q - λ · 100 · c. On a break point both sides are equal: the original wins, else the
 * cheaper one. The cost of the pick never rises with λ.
 * @throws RangeError when the front is empty or λ is negative or not finite.
 */
export function pickByLambda<Member extends FrontMember>(front: readonly Member[], lambda: number): Member {
  if (!(lambda >= 0) || !Number.isFinite(lambda)) throw new RangeError(`λ must be 0 or more, not ${lambda}.`);
  const hull = upperHull(front);
  let pick = hull[0];
  if (pick === undefined) throw new RangeError('The front is empty.');
  for (const next of hull.slice(1)) {
    const breakpoint = exchangeRate(pick, next);
    if (lambda < breakpoint || (lambda === breakpoint && isOriginal(pick))) return pick;
    pick = next;
    if (lambda === breakpoint) return pick;
  }
  return pick;
}

/** The values of λ, rising, at which the pick changes: λ_ij = (Q_i - Q_j)/(100 · (c_i - c_j)) along the convex hull. */
export function lambdaBreakpoints(front: readonly FrontMember[]): number[] {
  const hull = upperHull(front);
  return hull.slice(1).map((member, index) => exchangeRate(hull[index] ?? member, member));
}

/** What the pick maximises, Q - λ · 100 · c/c0, in points. */
export function lambdaObjective(member: Pick<FrontMember, 'quality' | 'cost'>, lambda: number): number {
  return member.quality.value - lambda * 100 * member.cost;
}

/** J_λ = ΔQ - λ · 100 · Δc/c0, in points; costs are relative to the original, which has 1. */
export function lambdaTradeoff({ qualityGain, costChange, lambda }: TradeoffInput): number {
  return qualityGain - lambda * 100 * costChange || 0;
}

interface TradeoffInput {
  readonly qualityGain: number;
  readonly costChange: number;
  readonly lambda: number;
}

/**
 * Vertices of the upper convex hull in the (cost, quality) plane, dearest first, with strictly rising exchange rates:
 * the members that some λ picks.
 */
function upperHull<Member extends FrontMember>(members: readonly Member[]): Member[] {
  const hull: Member[] = [];
  for (const member of paretoFront(members)) {
    while (isBelowHull(hull.at(-2), hull.at(-1), member)) hull.pop();
    hull.push(member);
  }
  return hull;
}

function isBelowHull(
  before: FrontMember | undefined,
  middle: FrontMember | undefined,
  next: FrontMember,
): boolean {
  if (before === undefined || middle === undefined) return false;
  return exchangeRate(before, middle) >= exchangeRate(middle, next);
}

function exchangeRate(dearer: FrontMember, cheaper: FrontMember): number {
  return (dearer.quality.value - cheaper.quality.value) / (100 * (dearer.cost - cheaper.cost));
}

function isOriginal(member: FrontMember): boolean {
  return member.operator === 'original';
}

function byCostThenQuality(a: FrontMember, b: FrontMember): number {
  return (
    a.cost - b.cost ||
    b.quality.value - a.quality.value ||
    Number(isOriginal(b)) - Number(isOriginal(a)) ||
    a.tokens - b.tokens ||
    compareText(a.id, b.id)
  );
}

/** Order of code units: the same on every machine, unlike `localeCompare`. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
