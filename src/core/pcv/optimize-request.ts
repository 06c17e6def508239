import type {
  Candidate,
  Check,
  FrontMember,
  PromptLocation,
  PromptText,
  RunSettings,
  Usage,
} from '../model.ts';
import type { Clock, TokenCounter } from '../ports.ts';
import type { MeasuredText, Modules } from './modules.ts';

/** What a run of the loop needs. */
export interface OptimizeRequest {
  /** Identifier of the run. */
  readonly run: string;
  readonly prompt: PromptText;
  readonly location: PromptLocation;
  readonly settings: RunSettings;
  readonly modules: Modules;
  readonly counter: TokenCounter;
  readonly clock: Clock;
  /** What model calls have used so far; absent for engines that make none. */
  readonly usage?: () => Omit<Usage, 'wallMs'>;
  readonly signal: AbortSignal;
}

/** A member of the front with everything that is known of it. */
export interface KnownText {
  readonly member: FrontMember;
  readonly measured: MeasuredText;
  readonly steps: Candidate['steps'];
  readonly checks: readonly Check[];
}
