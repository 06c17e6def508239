/**
 * What marks a piece of guidance, matched against a line in lower case without punctuation and filler. Words that
 * rewrites strike or replace ("in order to", "make sure") mark nothing, so that striking them loses nothing.
 */
export const evidencePatterns = {
  step: /\b(?:step by step|step \d|first\b[^.]{0,200}\bthen|following steps|these steps)\b/u,
  constraint:
    /\b(?:must|only|never|always|do not|don't|avoid|at most|at least|no more than|less than|fewer than|up to|maximum|minimum|exactly|limit|limited to|without|should|keep|required|not allowed|strictly|exclude|ignore|rather than|for each|for every)\b/u,
  quantity:
    /\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|single|each|every)(?: to \d+| or \w+)? (?:\w+ )?(?:words?|sentences?|paragraphs?|bullets?|points?|items?|characters?|lines?|tokens?|examples?|steps?|questions?|ideas?|options?|sections?|minutes?|percent|keys?|fields?|columns?)\b/u,
  edgeCase: /\b(?:if|unless|otherwise|in case|when(?:ever)? (?:the|a|an|there|you|no)|edge cases?)\b/u,
  context:
    /\b(?:because|so that|audience|background|context|purpose|goal|readers?|users?|customers?|clients?|students?|beginners?|aimed at|who (?:are|is|have|has|wants?|needs?)|for (?:a|an|our|my|the))\b/u,
  criteria:
    /\b(?:criteria|criterion|based on|according to|rubric|scores?|consider|factors?|prioriti[sz]e|prefer|weigh|depending on|take into account|looking at|whether)\b/u,
  selfCheck:
    /\b(?:verify|double check|recheck|validate|check (?:that|your|whether|if|the|each|every)|review your|before (?:answering|responding|returning|you answer|you respond|giving))\b/u,
} as const satisfies Readonly<Record<string, RegExp>>;
