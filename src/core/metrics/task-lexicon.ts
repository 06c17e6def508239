/**
 * Words with which English prompts state what to do. `open` verbs leave the result to the model and so need more
 * guidance; `closed` ones transform a given input and say by themselves what comes out.
 */
export const openVerbs: ReadonlySet<string> = wordSet(`
  advise analyze analyse architect argue assess assist audit author brainstorm build coach code come compare compose
  conduct construct consider craft create critique debug define deliver describe design determine develop devise diagnose
  discuss draft elaborate engage enhance estimate evaluate examine expand explain explore formulate generate give guide handle
  help identify illustrate imagine implement improve infer interpret interview investigate invent judge justify make
  manage moderate optimize optimise organize organise outline perform pick plan play prepare present prioritize prioritise
  produce program propose provide recommend refactor refine research respond review roleplay schedule score select show simulate
  solve suggest support synthesize teach tell test think train troubleshoot tutor write
`);

export const closedVerbs: ReadonlySet<string> = wordSet(`
  add annotate answer calculate capitalize categorize categorise check choose classify clean combine complete compute
  condense continue convert copy correct count crop deduplicate detect decide decode delegate delete detect edit encode enumerate
  extract execute fill filter find fix format grade group highlight insert join label list locate look map mark match merge output
  normalize normalise parse paraphrase predict proofread query rank rate read recognize redact reformat remove rename
  reorder rephrase replace report reply restate return reverse revise rewrite search segment shorten simplify solve sort split
  standardize store structure summarize summarise tag tidy tokenize transcribe transform translate transliterate turn update
  validate verify
`);

/** Verbs whose result can be right or wrong for reasons that can be shown: where a reasoning scaffold helps. */
export const reasoningVerbs: ReadonlySet<string> = wordSet(`
  analyze analyse argue assess audit calculate categorize categorise choose classify compare compute critique debug decide
  deduce determine diagnose estimate evaluate examine explain grade infer interpret investigate judge justify plan predict
  prioritize prioritise prove rank rate reason recommend review score select solve troubleshoot validate verify
`);

/** Words that may stand before the verb of an instruction. */
export const leadWords: ReadonlySet<string> = wordSet(`
  please kindly now then first firstly second secondly third next finally lastly also and or so always carefully briefly
  let's you should must will shall can could would to your task is job goal i we want need like help me us begin start by
  simply just again may might ensure able step concisely clearly quickly thoroughly try not only
`);

/** After one of these words stands an object: the word before it is likely the verb of an instruction. */
export const determiners: ReadonlySet<string> = wordSet(
  'a an the this these those all each any every your my our it them one',
);

/** Words that open a clause before a determiner and are no verbs. */
export const openers: ReadonlySet<string> = wordSet(`
  about above after although and any are around because been before below between both but can could despite did does
  due during for from given had has have how however inside into like may might must near nor not now off only onto
  once other our out outside over per said since some such than that the their then there therefore these they this
  through throughout thus toward under unless until upon was were what when whenever where whereas wherever which while
  who whom whose why will with within without would yet you your here if
`);

/** Nouns that are also verbs: followed by a colon they label a part of the prompt. */
export const labelWords: ReadonlySet<string> = wordSet(`
  answer code comment context data document example examples format input instructions label list note notes output plan
  query question refer reply report response result review rules score steps summary support tag task test text translation
`);

/** Words that say nothing about the object of a task. */
export const vagueWords: ReadonlySet<string> = wordSet(`
  it this that these those thing things stuff something anything everything some good nice great better best well
  interesting cool proper properly appropriate appropriately me my
`);

/** The most frequent words of English that other European languages do not share. */
export const englishWords: ReadonlySet<string> = wordSet(`
  the of and to is that it for you with as are be this have from or by not but what all were when your can said there use
  each which she how their if up other about out many then them these some her would make like him into has look more
  write go see number way could people than been call who its now find any only get
`);

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/u));
}
