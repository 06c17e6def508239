import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Budget } from '../core/model.ts';
import { parsePositive } from './parse-options.ts';
import { addPrice, type OwnPrices } from './parse-price.ts';

/** The options of a command that may call a language model. */
export interface ModelFlags {
  readonly engine: 'rules' | 'openai';
  readonly baseUrl?: string;
  readonly model?: string;
  readonly criticModel?: string;
  readonly verifierModel?: string;
  readonly targetModel?: string;
  /** Where the models of single roles are; with all others when left out. */
  readonly criticBaseUrl?: string;
  readonly verifierBaseUrl?: string;
  readonly targetBaseUrl?: string;
  /** False: nothing is read from earlier runs or kept for later ones. */
  readonly cache?: boolean;
  readonly maxCalls?: number;
  readonly budgetUsd?: number;
  readonly price?: OwnPrices;
}

/** Adds who rewrites, and for a language model where it is and what a run may use. */
export function addModelOptions(command: Command): void {
  command
    .addOption(
      new Option('--engine <name>', 'who rewrites: rules, or openai for a language model')
        .choices(['rules', 'openai'])
        .default('rules'),
    )
    .option('--model <name>', 'the language model, as its endpoint names it')
    .option('--critic-model <name>', 'another model for the Critic')
    .option('--verifier-model <name>', 'another model for the Verifier')
    .option('--target-model <name>', 'the model that the prompt is written for')
    .option('--base-url <url>', 'an OpenAI-compatible endpoint; https://api.openai.com/v1 when left out')
    .option('--critic-base-url <url>', "the Critic's own endpoint")
    .option('--verifier-base-url <url>', "the Verifier's own endpoint")
    .option('--target-base-url <url>', 'the endpoint of the model that the prompt is written for')
    .option('--no-cache', 'neither use answers of earlier runs nor keep any')
    .option('--max-calls <n>', 'most model calls of the run, retries included', parseCount)
    .option('--price <model=in,out>', 'US dollars per million tokens; again for each model', addPrice)
    .option('--budget-usd <x>', 'most US dollars of the run, for models with a known price', parsePositive);
}

/** Adds the model that prompts are run with, the judge, and what both may use. */
export function addTargetOptions(command: Command): void {
  command
    .option('--model <name>', 'the model that answers, as its endpoint names it')
    .option('--base-url <url>', 'an OpenAI-compatible endpoint; https://api.openai.com/v1 when left out')
    .option('--judge-model <name>', 'another model for what assertions cannot decide')
    .option('--judge-base-url <url>', "the judge's own endpoint")
    .addOption(
      new Option('--repeats <n>', 'answers for each test and prompt').argParser(parseCount).default(1),
    )
    .option('--temperature <x>', "0 to 2; the endpoint's own when left out", parseTemperature)
    .option('--max-calls <n>', 'most model calls, retries included', parseCount)
    .option('--budget-usd <x>', 'most US dollars, for models with a known price', parsePositive)
    .option('--price <model=in,out>', 'US dollars per million tokens; again for each model', addPrice)
    .option('--timeout <seconds>', 'longest time in all', parsePositive);
}

function parseTemperature(value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (number >= 0 && number <= 2) return number;
  throw new InvalidArgumentError('It must be a number from 0 to 2.');
}

/** The limits of a run as its flags set them. */
export function budgetOf(flags: ModelFlags & { readonly timeout?: number }): Budget {
  const { maxCalls, budgetUsd, timeout } = flags;
  return {
    calls: maxCalls ?? null,
    tokens: null,
    costUsd: budgetUsd ?? null,
    timeMs: timeout === undefined ? null : timeout * 1000,
  };
}

function parseCount(value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value.trim())) return Number(value);
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
