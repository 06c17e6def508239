/** True for a score as it was asked for. Other numbers are no scores: whoever answers 8 may mean 8 of 10 or of 100. */
export function isUnitScore(value: number): boolean {
  return value >= 0 && value <= 1;
}
