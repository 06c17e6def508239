import type { PromptOpsError } from '../errors.ts';
import type { Price } from '../metrics/cost.ts';
import type {
  Candidate,
  Check,
  FrontMember,
  PromptLocation,
  PromptText,
  RunSettings,
  Usage,
  Verdict,
} from '../model.ts';
import type { CallChain } from '../models/call-chain.ts';
import type { Clock, TokenCounter } from '../ports.ts';
import type { Forecast } from './forecast.ts';
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
  /** What the engine's models are about; absent for engines that ask none. */
  readonly models?: ModelContext;
  readonly signal: AbortSignal;
}

/** What a run knows of the models that it asks. */
export interface ModelContext {
  readonly usage: () => Omit<Usage, 'wallMs' | 'criticalPathMs'>;
  /** The chain of calls that the run as a whole waits for. */
  readonly chain: CallChain;
  /** Name of the model that the prompt is meant for. */
  readonly target: string;
  /** Of that model; null when unknown. */
  readonly price: Price | null;
  /** What the run was expected to take. */
  readonly forecast?: Forecast;
  /** Told why models were given up; the run itself ends with its report. */
  readonly onFailed?: (error: PromptOpsError) => void;
}

/** A member of the front with everything that is known of it. */
export interface KnownText {
  readonly member: FrontMember;
  readonly measured: MeasuredText;
  readonly steps: Candidate['steps'];
  readonly checks: readonly Check[];
  readonly verdict: Verdict;
}
