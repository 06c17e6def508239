import type { Check, EncodingName, PromptText, RunSettings } from './model.ts';
import type { RunEvent } from './pcv/events.ts';
import type { EvaluationCase } from './evaluation/cases/evaluation-case.ts';
import type { GroundingOptions } from './data-room/grounding.ts';
import type { Forecast } from './pcv/forecast.ts';
import type { ModelTeam } from './pcv/model-engine/model-team.ts';
import type { ModelRequest } from './pcv/model-engine/optimize-with-model.ts';
import { optimizeWithRules } from './pcv/rules-engine/optimize-with-rules.ts';
import type { Clock, IdSource, ResourceLoader, TokenCounter } from './ports.ts';
import type { SourceLanguage } from './source/languages.ts';
import { createSourceParser, type SourceParser } from './source/source-parser.ts';
import type { WriteBackResult } from './source/write-back.ts';
import { encodeTarget } from './target/encode-target.ts';
import { locationOfTarget, promptOfTarget, type PromptTarget } from './target/prompt-target.ts';
import { createLazyCounters } from './tokens/lazy-counters.ts';
import type { Turns } from './turns.ts';

/** What an engine takes from its host. */
export interface EnginePorts {
  readonly resources: ResourceLoader;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** How long work is cut; a host that has nothing else to do leaves it out. */
  readonly turns?: () => Turns;
}

/** A prompt in its file: what every use case of the core starts from. */
export interface TargetInFile {
  readonly target: PromptTarget;
  /** Decides the language where `language` is absent. */
  readonly path: string;
  readonly language?: SourceLanguage;
  /** The file as reports name it. */
  readonly file: string;
  readonly source: string;
}

/** The core as its hosts use it. Parser and token tables are loaded on first use and kept. */
export interface Engine {
  readonly parser: SourceParser;
  counter(encoding: EncodingName): Promise<TokenCounter>;
  /** What a run with these models would take; null for the rules, which cost nothing. Nothing is sent. */
  forecast(subject: TargetInFile, options: Omit<OptimizeOptions, 'signal'>): Promise<Forecast | null>;
  optimize(subject: TargetInFile, options: OptimizeOptions): AsyncGenerator<RunEvent, void>;
  /** One edit of the file that turns the target into `text`, or the reason why there is none. */
  encode(subject: TargetInFile, text: string): Promise<WriteBackResult>;
  /** The re-encoding as a check of the Verifier. */
  checkEncoding(subject: TargetInFile, prompt: PromptText): Promise<Check>;
}

export interface OptimizeOptions {
  readonly settings: RunSettings;
  readonly signal: AbortSignal;
  /** The language models of the roles; absent or null: the rules do everything. */
  readonly team?: ModelTeam | null;
  /** What the prompt is tried on by the models; without any they only read the texts. */
  readonly cases?: readonly EvaluationCase[];
  /** What of the test configuration could not be used, a sentence for each: it goes into the report. */
  readonly caseProblems?: readonly string[];
  /** Documents that go with the calls of the models; the rules use none. */
  readonly grounding?: GroundingOptions | undefined;
}

/** Puts the core together: the extension, the command line and the tests all start here. */
export function createEngine({ resources, clock, ids, turns }: EnginePorts): Engine {
  const parser = createSourceParser(resources, turns);
  const engine: Engine = {
    parser,
    counter: createLazyCounters(resources),
    encode: (subject, text) => encodeTarget({ ...subject, text, parser }),
    checkEncoding: async (subject, prompt) => toCheck(await engine.encode(subject, prompt.text)),
    forecast: async (subject, { settings, team = null, cases = [], grounding }) => {
      if (team === null) return null;
      const { forecastWithModel } = await import('./pcv/model-engine/forecast-with-model.ts');
      const { fittingCases } = await import('./evaluation/cases/fitting-cases.ts');
      const counter = await engine.counter(settings.encoding);
      const prompt = promptOfTarget(subject.target);
      const fitting = fittingCases(prompt, cases).cases;
      return forecastWithModel({ text: prompt.text, settings, counter, team, cases: fitting, grounding });
    },
    optimize: async function* (subject, { settings, signal, team = null, ...material }) {
      const request = {
        run: ids.next(),
        prompt: promptOfTarget(subject.target),
        location: locationOfTarget(subject.target, subject),
        settings,
        counter: await engine.counter(settings.encoding),
        clock,
        reencode: (prompt: PromptText) => engine.checkEncoding(subject, prompt),
        signal,
      };
      yield* team === null ? optimizeWithRules(request) : optimizeWithTeam({ ...request, ...material, team });
    },
  };
  return engine;
}

/** The model engine is loaded on first use: most runs never need it. */
async function* optimizeWithTeam(request: ModelRequest): AsyncGenerator<RunEvent, void> {
  const { optimizeWithModel } = await import('./pcv/model-engine/optimize-with-model.ts');
  yield* optimizeWithModel(request);
}

function toCheck(result: WriteBackResult): Check {
  const id = 're-encodes';
  if (result.kind === 'refused') return { id, status: 'failed', detail: result.detail };
  return {
    id,
    status: 'passed',
    detail: result.note ?? 'The text can be written back into the same literal.',
  };
}
