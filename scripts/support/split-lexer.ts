/** States of the lexer in one function. */
const STATES_PER_FUNCTION = 24;

const HEAD = (name: string): string => `static bool ${name}(TSLexer *lexer, TSStateId state) {
  START_LEXER();
  eof = lexer->eof(lexer);
  switch (state) {
`;

const TAIL = `
    default:
      return false;
  }
}
`;

/**
 * Cuts the lexer functions of a generated `parser.c` into functions of a few states each, which read the same tokens:
 * an engine that optimises one function of a hundred kilobytes takes hundreds of megabytes for it.
 * @throws Error when a lexer is not written as expected.
 */
export function splitLexers(parserSource: string): string {
  const optimised = parserSource
    .replace('#pragma clang optimize off\n', '')
    .replace('#pragma GCC optimize ("O0")\n', '');
  return ['ts_lex', 'ts_lex_keywords'].reduce(splitLexer, optimised);
}

function splitLexer(source: string, name: string): string {
  const head = HEAD(name);
  const start = source.indexOf(head);
  const end = source.indexOf(TAIL, start);
  if (start < 0 || end < 0) throw new Error(`There is no lexer ${name} of the form that is known.`);
  const states = source.slice(start + head.length, end + 1).split(/^(?= {4}case \d+:\n)/m);
  const groups = Array.from({ length: Math.ceil(states.length / STATES_PER_FUNCTION) }, (_, index) =>
    states.slice(index * STATES_PER_FUNCTION, (index + 1) * STATES_PER_FUNCTION),
  );
  const functions = groups.map((group, index) => groupFunction(`${name}_${index}`, group));
  const split = [END_STATE, ...functions, dispatcher(name, groups.length)].join('\n');
  return source.slice(0, start) + split + source.slice(end + TAIL.length);
}

/** The macros of tree-sitter leave a state by `goto next_state` or here. */
const END_STATE = `#undef END_STATE
#define END_STATE() { *accepted = result; return false; }
`;

/** One step of the lexer: true when it goes on in the state that it has written. */
function groupFunction(name: string, states: readonly string[]): string {
  return `__attribute__((noinline)) static bool ${name}(TSLexer *lexer, TSStateId *at, bool *accepted, bool *skipped) {
  TSStateId state = *at;
  bool result = *accepted;
  bool skip = false;
  UNUSED bool eof = lexer->eof(lexer);
  int32_t lookahead = lexer->lookahead;
  switch (state) {
${states.join('')}    default:
      *accepted = false;
      return false;
  }
next_state:
  *at = state;
  *accepted = result;
  *skipped = skip;
  return true;
}
`;
}

function dispatcher(name: string, groups: number): string {
  const cases = Array.from(
    { length: groups },
    (_, index) =>
      `      case ${index}: goesOn = ${name}_${index}(lexer, &state, &accepted, &skipped); break;\n`,
  );
  return `static bool ${name}(TSLexer *lexer, TSStateId state) {
  bool accepted = false;
  bool skipped = false;
  for (;;) {
    bool goesOn;
    switch (state / ${STATES_PER_FUNCTION}) {
${cases.join('')}      default: return false;
    }
    if (!goesOn) return accepted;
    lexer->advance(lexer, skipped);
  }
}
`;
}
