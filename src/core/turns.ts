/** How long work is cut so that a host can answer others in between. One for each piece of work. */
export interface Turns {
  /** Whether the present turn has lasted long enough. */
  isOver(): boolean;
  /** Lets others go first; the next turn begins when it resolves. */
  next(): Promise<void>;
}

/** For hosts that have nothing else to do: one turn without an end. */
export const endlessTurn: Turns = { isOver: () => false, next: () => Promise.resolve() };
