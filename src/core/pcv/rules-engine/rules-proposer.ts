import { applyFixes } from '../../rules/apply-fixes.ts';
import { rules } from '../../rules/rule-table.ts';
import type { RuleEffect } from '../../rules/rule.ts';
import type { Candidate, Operator, PromptText, ReasonedEdit, Risk } from '../../model.ts';
import { rewrittenPrompt } from '../rewritten-prompt.ts';
import type { Analyst } from './analyst.ts';
import type { Parent, Proposal, ProposalRequest, Proposer, RejectedIdea } from '../modules.ts';
import { createQueue } from '../queue.ts';

/** Passes in which a fix may make room for another one; more than this many was never seen to change a text. */
const mostPasses = 6;

/** Which fixes one rewrite applies to its parent. */
interface Variant {
  readonly operator: Operator;
  readonly parent: Parent;
  readonly otherParentIds: readonly string[];
  readonly maxRisk: Risk;
  readonly ruleIds: ReadonlySet<string>;
}

/** The Proposer of the rules engine: operators built from rule fixes, at rising risk from round to round. */
export function createRulesProposer(original: PromptText, analyst: Analyst): Proposer {
  return {
    propose: (request, { chain }) => {
      const proposals = createQueue<Proposal>();
      for (const candidate of proposeFromRules(original, analyst, request)) {
        proposals.push({ candidate, chain });
      }
      proposals.close();
      return proposals;
    },
  };
}

function proposeFromRules(
  original: PromptText,
  analyst: Analyst,
  request: ProposalRequest,
): readonly Candidate[] {
  const texts = new Set(request.knownTexts);
  const candidates: Candidate[] = [];
  for (const variant of variantsOf(request)) {
    if (candidates.length === request.settings.candidates) break;
    const rewrite = applyVariant(original, analyst, variant);
    if (texts.has(rewrite.text)) continue;
    texts.add(rewrite.text);
    const id = `r${request.round}-${candidates.length + 1}`;
    candidates.push(toCandidate({ id, round: request.round, variant, ...rewrite }));
  }
  return candidates;
}

interface Rewrite {
  readonly text: string;
  readonly steps: Candidate['steps'];
}

function toCandidate(parts: Rewrite & { id: string; round: number; variant: Variant }): Candidate {
  const { id, round, variant, text, steps } = parts;
  const hasGrown =
    variant.parent.member.operator === 'diverge' || ruleIdsOf(steps).some((ruleId) => adding.has(ruleId));
  return {
    id,
    round,
    parentIds: [variant.parent.member.id, ...variant.otherParentIds],
    operator: hasGrown ? 'diverge' : variant.operator,
    text,
    steps: [...variant.parent.steps, ...steps],
  };
}

/** Every rewrite worth trying, the most promising first: lazily, since a round takes only a few of them. */
function* variantsOf(request: ProposalRequest): Generator<Variant> {
  const maxRisk = ceilingOfRound(request.round);
  for (const parent of request.parents) {
    yield { operator: 'stabilise', parent, otherParentIds: [], maxRisk, ruleIds: shortening };
    yield { operator: 'patch', parent, otherParentIds: [], maxRisk, ruleIds: withoutAdding };
    yield { operator: 'diverge', parent, otherParentIds: [], maxRisk, ruleIds: all };
  }
  yield* mergesOf(request.parents, maxRisk);
  yield* halvesOf(request);
}

/** Merges the pick with another text of the front: what was done to the other one is done to the pick as well. */
function* mergesOf(parents: readonly Parent[], maxRisk: Risk): Generator<Variant> {
  const [pick, ...others] = parents;
  if (pick === undefined) return;
  for (const other of others) {
    const ruleIds = new Set(ruleIdsOf(other.steps));
    if (ruleIds.size > 0) {
      yield { operator: 'merge', parent: pick, otherParentIds: [other.member.id], maxRisk, ruleIds };
    }
  }
}

/** A rejected rewrite is tried again with each half of its rules: one bad fix must not cost the good ones. */
function* halvesOf({ parents, rejected, round }: ProposalRequest): Generator<Variant> {
  for (const idea of [...rejected].reverse()) {
    const parent = parents.find(({ member }) => member.id === idea.candidate.parentIds[0]);
    const ruleIds = parent === undefined ? [] : newRuleIds(idea, parent);
    if (parent === undefined || ruleIds.length < 2) continue;
    const middle = Math.ceil(ruleIds.length / 2);
    for (const half of [ruleIds.slice(0, middle), ruleIds.slice(middle)]) {
      yield {
        operator: 'patch',
        parent,
        otherParentIds: [],
        maxRisk: ceilingOfRound(round),
        ruleIds: new Set(half),
      };
    }
  }
}

function newRuleIds(idea: RejectedIdea, parent: Parent): readonly string[] {
  return ruleIdsOf(idea.candidate.steps.slice(parent.steps.length)).sort();
}

function applyVariant(original: PromptText, analyst: Analyst, variant: Variant): Rewrite {
  let prompt = variant.parent.prompt;
  const steps: (readonly ReasonedEdit[])[] = [];
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const { context, findings } = analyst(prompt);
    const result = applyFixes(context, findings, {
      maxRisk: variant.maxRisk,
      ruleIds: [...variant.ruleIds],
    });
    if (result.text === prompt.text) break;
    steps.push(result.edits);
    prompt = rewrittenPrompt(original, result.text);
  }
  return { text: prompt.text, steps };
}

/** Round 1 takes safe fixes only, round 2 moderate ones as well, later rounds all. */
function ceilingOfRound(round: number): Risk {
  if (round === 1) return 'safe';
  return round === 2 ? 'moderate' : 'bold';
}

function ruleIdsOf(steps: Candidate['steps']): string[] {
  return [...new Set(steps.flat().flatMap(({ reason }) => reason.ruleId ?? []))];
}

function withEffects(...effects: readonly RuleEffect[]): ReadonlySet<string> {
  return new Set(rules.filter(({ effect }) => effects.includes(effect)).map(({ id }) => id));
}

const shortening = withEffects('shortens');
const adding = withEffects('adds');
const withoutAdding = withEffects('shortens', 'restructures');
const all = withEffects('shortens', 'restructures', 'adds');
