import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReceivedRequest, Script, ScriptedReply } from '../../support/scripted-server.ts';
import { fieldsOf, judgeAnswer, questionOf, roleOf } from '../../support/scripted-team.ts';

/** Where the cases of {@link writeSampleCases} stand, relative to the workspace. */
export const SAMPLE_CASES = 'promptfooconfig.yaml';

/** A model in every role that knows the sample `support_agent.py`: it rewrites it in several ways, some more exact. */
export function sampleTeam(delayMs = 0): Script {
  return (request) => withDelay(roleOf(request) === 'proposer' ? proposal(request) : reply(request), delayMs);
}

/** Questions of customers whose answers must be JSON: enough to lead a search and to keep some for the verdict. */
export async function writeSampleCases(workspace: string, count = 60): Promise<void> {
  const tests = Array.from(
    { length: count },
    (_, index) =>
      `  - vars: { company: Acme, message: "Question ${index}: where is my parcel?" }\n    assert: [{ type: is-json }]`,
  );
  await writeFile(path.join(workspace, SAMPLE_CASES), `prompts: [unused]\ntests:\n${tests.join('\n')}\n`);
}

function withDelay(answer: ScriptedReply, delayMs: number): ScriptedReply {
  return answer.kind === 'answer' ? { ...answer, delayMs } : answer;
}

function reply(request: ReceivedRequest): ScriptedReply {
  return roleOf(request) === 'target' ? output(request) : judgeAnswer(request);
}

const exactly = 'Return the JSON object alone, without a word before or after it.';

/** What is wordy in the sample, and how it is said in fewer words; the last ones cost something. */
const wordings = [
  ['a very helpful, friendly and knowledgeable AI assistant. You are a ', 'a '],
  ['Please make sure that you always read', 'Always read'],
  [' in order to understand', ' to understand'],
  ['Due to the fact that', 'Because'],
  ['please keep your answers short. Make sure to keep your answers short and', 'keep your answers short and'],
  ['In the event that', 'If'],
  ["Always read the customer's message carefully to understand what they need. ", ''],
] as const;

function tidied(prompt: string, count: number): string {
  return wordings.slice(0, count).reduce((text, [long, short]) => text.replace(long, short), prompt);
}

function proposal(request: ReceivedRequest): ScriptedReply {
  const prompt = String(fieldsOf(request)['prompt']);
  return { kind: 'answer', text: JSON.stringify(proposed(request, prompt)) };
}

function proposed(request: ReceivedRequest, prompt: string): unknown {
  const asked = JSON.stringify(request.body.messages);
  if (questionOf(request) === 'patch') {
    const [find, replace] = wordings.find(([long]) => prompt.includes(long)) ?? ['', ''];
    const edit = { find, replace, why: 'Says it in fewer words.', kind: 'economy' };
    return { edits: find === '' ? [] : [edit] };
  }
  if (asked.includes('Make the prompt more exact')) {
    const text = prompt.includes(exactly)
      ? prompt
      : prompt.replace('exactly these keys:', `exactly these keys. ${exactly}`);
    return {
      prompt: tidied(text, 4),
      reasons: [
        { quote: 'Answer in JSON', why: 'States the form of the answer.', kind: 'output-contract' },
        { quote: 'Due to the fact that', why: 'Says it in fewer words.', kind: 'economy' },
      ],
    };
  }
  const reasons = [{ quote: 'Due to the fact that', why: 'Says it in fewer words.', kind: 'economy' }];
  return { prompt: tidied(prompt, wordings.length), reasons };
}

/** The more exact a prompt is, the more of its answers are JSON; which ones depends on the case alone. */
function output({ body }: ReceivedRequest): ScriptedReply {
  const text = body.messages.map(({ content }) => content).join('\n');
  const index = Number(/Question (\d+)/u.exec(text)?.[1] ?? 0);
  const isAnswer = (index * 37) % 100 < shareOfAnswers(text);
  const answer = { reply: 'It is on its way.', handover: false, topic: 'shipping' };
  return { kind: 'answer', text: isAnswer ? JSON.stringify(answer) : 'Sure! It is on its way.' };
}

function shareOfAnswers(prompt: string): number {
  if (prompt.includes(exactly)) return prompt.includes('what they need') ? 96 : 82;
  return prompt.includes('Due to the fact that') ? 30 : 60;
}
