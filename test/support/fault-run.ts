import { checkContract, isIntact } from '../../src/core/contract/check-contract.ts';
import { extractContract } from '../../src/core/contract/contract.ts';
import { createRandom } from '../../src/core/evaluation/random.ts';
import { goodAnswer, runModel, testKey } from '../unit/core/pcv/model-engine/run-model.ts';
import type { Fault } from './faults.ts';
import { wordySupportPrompt } from './sample-prompts.ts';
import type { ReceivedRequest, ScriptedReply } from './scripted-server.ts';
import { roleOf, type AskingRole } from './scripted-team.ts';
import { yesCases } from './yes-cases.ts';

/** What became of a run in which one role has one fault at one rate. */
export interface FaultRun {
  readonly stopReason: string;
  readonly tier: string;
  readonly changed: boolean;
  /** What must not be, in words; empty when all is well. */
  readonly breaches: readonly string[];
}

interface FaultPlan {
  readonly fault: Fault;
  readonly role: AskingRole;
  /** Share of the role's calls that fail. */
  readonly rate: number;
  readonly seed: number;
  /** Calls of the role that go well before the fault can strike. */
  readonly after?: number;
}

/** Runs the model engine while one role goes wrong, and looks for everything that must not happen. */
export async function runWithFault(plan: FaultPlan): Promise<FaultRun> {
  const random = createRandom(plan.seed);
  let asked = 0;
  const script = (request: ReceivedRequest): ScriptedReply => {
    if (roleOf(request) === plan.role) asked += 1;
    const strikes = asked > (plan.after ?? 0);
    if (roleOf(request) === plan.role && strikes && random() < plan.rate) return plan.fault.reply(request);
    return roleOf(request) === 'target' ? output(request) : goodAnswer(request);
  };
  try {
    const cases = plan.role === 'target' ? sampleCases : [];
    const settings = { iterations: 3 };
    // Well above what a good answer takes on a busy machine: only the fault is to run into it.
    const timeouts = { firstTokenMs: 1000, totalMs: 1200 };
    const isSlow = plan.fault.name.startsWith('hang');
    const text = promptOf(plan);
    const run = await runModel(script, {
      text,
      cases,
      settings,
      ...(isSlow ? { access: { timeouts } } : {}),
    });
    const { stopReason, original, changed } = run.report;
    return { stopReason, tier: original.quality.tier, changed, breaches: breachesOf(plan, run) };
  } catch (error) {
    return { stopReason: 'exception', tier: '-', changed: false, breaches: [`exception: ${String(error)}`] };
  }
}

function breachesOf(plan: FaultPlan, run: Awaited<ReturnType<typeof runModel>>): string[] {
  const { report, events, failure, requests } = run;
  const text = report.candidate?.text ?? report.original.text;
  const contract = extractContract({ text: promptOf(plan), interpolations: [] });
  const checks: readonly (readonly [string, boolean])[] = [
    ['more than one end', events.filter(({ type }) => type === 'run-end').length !== 1],
    ['broken contract', !isIntact(checkContract(contract, text))],
    [
      'changed without a verdict',
      report.changed && ['inconclusive', 'regressed'].includes(report.verdict) && plan.role !== 'target',
    ],
    [
      'worse than before',
      (report.candidate ?? report.original).quality.value < report.original.quality.value,
    ],
    [
      'tiers mixed',
      report.candidate !== null && report.candidate.quality.tier !== report.original.quality.tier,
    ],
    ['calls not counted', report.usage.calls < requests.length],
    ['a key told', JSON.stringify([report, events, failure?.message]).includes(testKey)],
    ['failed without a reason', (report.stopReason === 'provider-failed') !== (failure !== null)],
    ['a fault kept quiet', isQuiet(plan, run)],
    ['ended for a wrong reason', isWrongEnd(plan, report.stopReason)],
    ['the original lost', report.original.text !== promptOf(plan)],
  ];
  return checks.filter(([, isBroken]) => isBroken).map(([name]) => name);
}

function promptOf({ fault }: FaultPlan): string {
  return fault.inPrompt === undefined ? wordySupportPrompt : `${wordySupportPrompt}\n\n${fault.inPrompt}`;
}

/** Without a Proposer or outputs there is no run; without judges the rubric decides, and it goes on. */
function isWrongEnd({ role, rate, fault }: FaultPlan, stopReason: string): boolean {
  const isVital = role === 'proposer' || role === 'target';
  const isRead = fault.isReadable === true || (role === 'target' && fault.isOutput === true);
  const mayFail = isVital && !(isRead && rate < 1);
  const ends = ['converged', 'max-iterations', ...(role === 'target' ? ['no-headroom'] : [])];
  return !ends.includes(stopReason) && !(mayFail && stopReason === 'provider-failed');
}

/** Where every call of a role fails, the run ends for that reason or says that the role gave nothing. */
function isQuiet(
  { role, rate, fault, after }: FaultPlan,
  { report }: Awaited<ReturnType<typeof runModel>>,
): boolean {
  const isRead = fault.isReadable === true || (role === 'target' && fault.isOutput === true);
  // After answers that count, a role that fails need not end the run.
  if (rate < 1 || isRead || (after ?? 0) > 0) return false;
  if (role === 'proposer' || role === 'target') return report.stopReason !== 'provider-failed';
  return (report.evidence?.sentences ?? []).length === 0;
}

/** Says yes to half of the cases of the original, and to all of a rewrite. */
function output({ body }: ReceivedRequest): ScriptedReply {
  const prompt = body.messages.at(-1)?.content ?? '';
  const isOdd = /Question \d*[13579]\./.test(prompt);
  const isOriginal = prompt.includes('Due to the fact that');
  return { kind: 'answer', text: isOriginal && isOdd ? 'no' : 'yes' };
}

const sampleCases = yesCases(16);
