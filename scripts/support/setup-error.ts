/** Something the machine lacks or the person asked for wrongly: its message is shown alone, without a stack trace. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}
