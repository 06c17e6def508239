import type { Check, Finding, FrontMember, Operator, Quality, Usage } from '../model.ts';
import type { RunReport } from '../report/run-report.ts';
import type { Forecast } from './forecast.ts';

/** Why the Verifier turned a candidate down. */
export type RejectionReason =
  | 'contract'
  | 'not-expressible'
  | 'duplicate'
  | 'echo'
  | 'longer'
  | 'quality'
  | 'no-gain'
  | 'requirement'
  | 'judged-worse'
  | 'not-judged';

/** What the run has used when the event happened; absent where no model is asked. */
type UsageSoFar = Usage;

/** What happens in a run, in order. The panel, the tree, the CLI, the history and the tests consume the same events. */
export type RunEvent =
  | {
      readonly type: 'run-start';
      readonly run: string;
      readonly iterations: number;
      readonly original: { readonly text: string; readonly tokens: number; readonly quality: Quality };
      /** What the run is expected to take; absent where no model is asked. */
      readonly forecast?: Forecast;
    }
  | { readonly type: 'round-start'; readonly round: number }
  | { readonly type: 'proposal-start'; readonly round: number }
  | {
      /** One rewrite, as soon as it has come; `proposal-end` lists those of the round once more. */
      readonly type: 'candidate';
      readonly round: number;
      readonly candidateId: string;
      readonly operator: Operator;
      readonly text: string;
      readonly parentIds: readonly string[];
    }
  | {
      readonly type: 'proposal-end';
      readonly round: number;
      readonly candidates: readonly {
        readonly id: string;
        readonly operator: Operator;
        readonly text: string;
      }[];
      readonly usage?: UsageSoFar;
    }
  | {
      /** A text was read; round 0 and the candidate `original` are the original, read by a model. */
      readonly type: 'critique-end';
      readonly round: number;
      readonly candidateId: string;
      readonly quality: Quality;
      readonly findings: readonly Finding[];
      readonly usage?: UsageSoFar;
    }
  | {
      readonly type: 'verification-end';
      readonly round: number;
      readonly candidateId: string;
      readonly accepted: boolean;
      readonly rejection: RejectionReason | null;
      readonly detail: string;
      readonly checks: readonly Check[];
      readonly usage?: UsageSoFar;
    }
  | {
      readonly type: 'round-end';
      readonly round: number;
      readonly front: readonly FrontMember[];
      readonly pickId: string;
      readonly gain: number;
      readonly usage: Usage;
    }
  | { readonly type: 'run-end'; readonly report: RunReport };
