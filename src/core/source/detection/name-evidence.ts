import type { Evidence, LiteralFacts } from './score-prompt.ts';

/** Words of a name: `systemPromptTemplate`, `SYSTEM_PROMPT` and `system-prompt` are three ways to write three words. */
export function wordsOfName(name: string): string[] {
  return name
    .slice(0, 120)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

const strongNames = new Set([
  'prompt',
  'prompts',
  'instruction',
  'instructions',
  'backstory',
  'persona',
  'preamble',
]);
const mildNames = new Set([
  'system',
  'template',
  'goal',
  'expected',
  'task',
  'query',
  'message',
  'messages',
  'input',
  'context',
  'guidelines',
  'rules',
  'role',
  'suffix',
  'prefix',
  'objective',
  'question',
  'prompter',
  'sys',
  'msg',
]);
const foreignNames = new Set([
  'error',
  'err',
  'errors',
  'warning',
  'description',
  'desc',
  'title',
  'label',
  'help',
  'usage',
  'tooltip',
  'detail',
  'details',
  'placeholder',
  'sql',
  'html',
  'css',
  'svg',
  'regex',
  'regexp',
  'pattern',
  'url',
  'uri',
  'path',
  'command',
  'cmd',
  'script',
  'class',
  'classname',
  'style',
  'styles',
  'license',
  'licence',
  'copyright',
  'epilog',
  'summary',
  'body',
  'header',
  'headers',
  'banner',
  'log',
  'markdown',
  'md',
  'code',
  'snippet',
  'readme',
  'docs',
  'doc',
  'documentation',
  'install',
  'fixture',
  'snapshot',
  'response',
  'output',
  'answer',
  'reason',
  'completion',
  'result',
  'chunk',
  'chunks',
]);

/** Evidence from the literal's name, the calls around it and the properties beside it. */
export function nameEvidence({ context }: LiteralFacts): Evidence[] {
  return [
    ...ownName(context.name),
    ...roleEvidence(context.role),
    ...callEvidence(context.calls),
    ...neighbourEvidence(context.neighbours),
    ...fillerEvidence(context.filler ?? null),
  ];
}

function ownName(name: string | null): Evidence[] {
  if (name === null) return [];
  const words = wordsOfName(name);
  const strong = words.find((word) => strongNames.has(word));
  const mild = words.find((word) => mildNames.has(word));
  const foreign = words.find((word) => foreignNames.has(word));
  const evidence: Evidence[] = [];
  if (strong !== undefined || isMessageName(words)) {
    evidence.push({ weight: words.at(-1) === strong ? 3.5 : 3, why: `named "${name}"` });
  } else if (mild !== undefined) {
    evidence.push({ weight: 1, why: `named "${name}"` });
  }
  if (foreign !== undefined) {
    const weight = strong !== undefined ? -1.5 : mild !== undefined ? -2.5 : -3;
    evidence.push({ weight, why: `named "${name}"` });
  }
  return evidence;
}

/** `systemMessage`, `user_msg` and the like. */
function isMessageName(words: readonly string[]): boolean {
  const hasRole = words.some((word) => ['system', 'sys', 'user', 'human'].includes(word));
  return hasRole && words.some((word) => ['message', 'msg', 'messages', 'text'].includes(word));
}

function roleEvidence(role: string | null): Evidence[] {
  if (role === null) return [];
  const isSystem = role === 'system' || role === 'developer';
  const isModel = role === 'assistant' || role === 'ai' || role === 'model' || role === 'tool';
  const weight = isSystem ? 4 : isModel ? -6 : 3.25;
  return [{ weight, why: `content of a ${role} message` }];
}

/** Callees of the libraries that people call models with; the last names are enough. */
const modelCalls =
  /(^|\.)(dspy\.Signature|generateText|streamText|generateObject|streamObject|ToolLoopAgent|from_template|fromTemplate|from_messages|fromMessages|PromptTemplate|ChatPromptTemplate|SystemMessage|SystemMessagePromptTemplate|HumanMessagePromptTemplate|HumanMessage|UserMessage|SystemPromptTemplate|AssistantAgent|ChatAgent|chat\.completions\.create|completions\.create|messages\.create|messages\.stream|responses\.create|generate_content|generateContent|ChatCompletionSystemMessageParam|TextPrompt|Prompt|LLMChain|create_react_agent|createReactAgent|createAgent|create_agent|initialize_agent|UserPromptPart|SystemPromptPart|system_message|user_message)$/;
const agentCalls =
  /(^|\.)(Agent|Task|Crew|Signature|with_instructions|invoke|ainvoke|predict|complete|acomplete|chat|achat|ask|aask|_aask|generate|run|llm|completion|acompletion|run_stream|sendMessage|send_message|initiate_chat)$/;
const interfaceCalls =
  /(^|\.)(showInputBox|showQuickPick|showInformationMessage|showWarningMessage|showErrorMessage|createQuickPick|click\.\w+|typer\.\w+|prompts?|inquirer\.\w+|input|getpass|questionary\.\w+|add_argument|ArgumentParser|add_parser|argument|option|addOption|Option|confirm|alert|readline\.question|question)$/;
const logCalls =
  /(^|\.)(console\.\w+|print|pprint|echo|secho|log|info|warn|warning|error|debug|trace|exception|critical|fatal|logger\.\w+|logging\.\w+|printf|println|write|writeln|cprint|rprint|reject|Error|TypeError|RangeError|\w*Error|\w*Exception|DeprecationWarning|deprecated|notify|toast|fail)$/;
const testCalls =
  /(^|\.)(describe|it|test|expect|toBe|toEqual|toContain|toMatchInlineSnapshot|toStrictEqual|toMatch|assert\w*|skip|only|each|parametrize|mark\.\w+|beforeEach|fixture)$/;
const schemaCalls =
  /(^|\.)(Field|describe|meta|Annotated|Param|Query|Body|InputField|OutputField|tool|option|literal|Doc)$/;
const codeCalls =
  /(^|\.)(sql|gql|graphql|css|html|svg|styled[\w.]*|injectGlobal|keyframes|RegExp|re\.\w+|execute|executemany|exec|execSync|query|raw|spawn|run_command|subprocess\.\w+|os\.system|fetch|join|resolve|require|import|glob|createElement|querySelector\w*|addEventListener|getenv|URL|Path|open|readFile\w*|writeFile\w*)$/;

function callEvidence(calls: readonly string[]): Evidence[] {
  const nearest = calls[0];
  const evidence: Evidence[] = [];
  const modelCall = calls.find((call) => modelCalls.test(call));
  if (modelCall !== undefined) evidence.push({ weight: 3, why: `argument of ${lastNames(modelCall)}` });
  else {
    const agentCall = calls.slice(0, 2).find((call) => agentCalls.test(call));
    if (agentCall !== undefined) evidence.push({ weight: 1.5, why: `argument of ${lastNames(agentCall)}` });
  }
  if (nearest === undefined) return evidence;
  const isForeign = [interfaceCalls, logCalls, testCalls, codeCalls].some((pattern) => pattern.test(nearest));
  if (isForeign) evidence.push({ weight: -5, why: `argument of ${lastNames(nearest)}` });
  else if (schemaCalls.test(nearest)) evidence.push({ weight: -3, why: `argument of ${lastNames(nearest)}` });
  return evidence;
}

function lastNames(call: string): string {
  return /[\w$]+(?:\.[\w$]+)?$/.exec(call)?.[0] ?? call.slice(-20);
}

const modelNeighbours = new Set([
  'model',
  'llm',
  'temperature',
  'max_tokens',
  'maxtokens',
  'maxoutputtokens',
  'messages',
  'backstory',
  'expected_output',
  'input_variables',
  'inputvariables',
  'system_message',
  'tools',
  'toolchoice',
  'stopwhen',
  'model_client',
  'max_output_tokens',
  'template_format',
  'llm_config',
  'systemprompt',
  'system',
  'instructions',
]);
const interfaceNeighbours = new Set([
  'placeholder',
  'validateinput',
  'ignorefocusout',
  'canpickmany',
  'tooltip',
  'icon',
  'classname',
  'onclick',
  'detail',
  'aliases',
  'nargs',
  'choices',
  'buttons',
]);

/** A text with holes is written to be used again; so are messages for people, so that it does not say much. */
function fillerEvidence(filler: string | null): Evidence[] {
  return filler === null ? [] : [{ weight: 0.5, why: `filled in by ${filler}` }];
}

function neighbourEvidence(neighbours: readonly string[]): Evidence[] {
  const evidence: Evidence[] = [];
  const model = neighbours.find((name) => modelNeighbours.has(name.toLowerCase()));
  const ui = neighbours.find((name) => interfaceNeighbours.has(name.toLowerCase()));
  if (model !== undefined) evidence.push({ weight: 1, why: `beside "${model}"` });
  if (ui !== undefined) evidence.push({ weight: -4, why: `beside "${ui}"` });
  return evidence;
}
