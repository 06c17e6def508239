import type { CasePlace } from '../evaluation-case.ts';

/** Thrown inside of the reader where a part cannot be used: its case or its prompt is left out and the place is named. */
export class UnsupportedPart extends Error {
  readonly place: CasePlace;

  constructor(place: CasePlace, message: string) {
    super(message);
    this.place = place;
  }
}
