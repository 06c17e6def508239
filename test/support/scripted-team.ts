import type { ReceivedRequest, ScriptedReply } from './scripted-server.ts';

/** What a request of the model engine asks for: the name of the schema of its answer, or `output` for plain text. */
export type Question =
  | 'patch'
  | 'rewrite'
  | 'critique'
  | 'requirements'
  | 'coverage'
  | 'comparison'
  | 'explanations'
  | 'rubric'
  | 'reasoning'
  | 'output';

/** Who asks it. */
export type AskingRole = 'proposer' | 'critic' | 'verifier' | 'target';

/** Reads off a request what it asks for. */
export function questionOf({ body }: ReceivedRequest): Question {
  const format = body['response_format'] as { readonly json_schema?: { readonly name?: string } } | undefined;
  return (format?.json_schema?.name ?? 'output') as Question;
}

export function roleOf(request: ReceivedRequest): AskingRole {
  const question = questionOf(request);
  if (question === 'patch' || question === 'rewrite') return 'proposer';
  if (question === 'critique') return 'critic';
  return question === 'output' ? 'target' : 'verifier';
}

/** The data of a request: the fields of the user's message. */
export function fieldsOf(request: ReceivedRequest): Readonly<Record<string, unknown>> {
  const { content } = request.body.messages.at(-1) ?? { content: '{}' };
  return JSON.parse(content) as Readonly<Record<string, unknown>>;
}

/** Rates shorter prompts higher, as a judge without a mind of its own. */
export function judgeAnswer(request: ReceivedRequest): ScriptedReply {
  return { kind: 'answer', text: JSON.stringify(judgementOf(request)) };
}

function judgementOf(request: ReceivedRequest): unknown {
  const fields = fieldsOf(request);
  switch (questionOf(request)) {
    case 'critique':
      return critiqueOf(String(fields['prompt']));
    case 'requirements':
      return { requirements: requirementsOf(String(fields['prompt'])) };
    case 'coverage':
      return { results: coverageOf(fields) };
    case 'comparison':
      return comparisonOf(String(fields['A']), String(fields['B']));
    case 'explanations':
      return { explanations: [] };
    case 'reasoning':
      return reasoningOf(String(fields['output']));
    case 'rubric':
    case 'patch':
    case 'rewrite':
    case 'output':
      return { score: 1, pass: true, reason: 'It does.' };
  }
}

/** Steps are seen where the output says "because". */
function reasoningOf(output: string): unknown {
  const rate = output.includes('because') ? 0.75 : 0.5;
  return { hasReasoning: true, validity: rate, informativeness: rate, coverage: rate, consistency: rate };
}

function critiqueOf(prompt: string): unknown {
  const score = Math.max(0.1, Math.min(0.95, 1 - prompt.length / 1500));
  const names = [
    'clarity',
    'structure',
    'constraints',
    'outputContract',
    'examples',
    'consistency',
    'economy',
  ];
  const [quote = ''] = prompt.split('\n');
  return {
    findings: [
      { quote, message: 'It is wordy.', suggestion: 'Cut it.', category: 'economy', severity: 'warning' },
    ],
    dimensions: Object.fromEntries(names.map((name) => [name, score])),
  };
}

/** Lines of a list are taken for requirements. */
function requirementsOf(prompt: string): readonly unknown[] {
  const lines = [...new Set(prompt.split('\n'))].filter((line) => line.startsWith('- '));
  return lines.map((quote) => ({ text: quote.slice(2), quote }));
}

/** A requirement is kept where its last three words stand. */
function coverageOf(fields: Readonly<Record<string, unknown>>): readonly unknown[] {
  const prompt = String(fields['prompt']);
  const requirements = fields['requirements'] as readonly { readonly id: string; readonly text: string }[];
  return requirements.map(({ id, text }) => {
    const quote = text.split(' ').slice(-3).join(' ');
    return prompt.includes(quote) ? { id, quote, status: 'kept' } : { id, quote: '', status: 'missing' };
  });
}

function comparisonOf(a: string, b: string): unknown {
  const winner = a.length === b.length ? 'tie' : a.length < b.length ? 'A' : 'B';
  return { winner, why: 'It is more direct.' };
}
