import { meanOf, pairedT } from '../../src/core/evaluation/paired-t.ts';
import type { Schedule } from '../../src/core/model.ts';
import { createMemoryCache } from '../../src/core/models/cache.ts';
import { optimize } from '../../src/core/pcv/optimize.ts';
import { defaultRunSettings } from '../../src/core/pcv/run-settings.ts';
import { fieldsOf, roleOf } from '../support/scripted-team.ts';
import { loadTestCounter } from '../support/token-counter.ts';
import { startScriptedServer, type Script } from '../support/scripted-server.ts';
import { goodAnswer, runModelAt } from '../unit/core/pcv/model-engine/run-model.ts';
import { simulateModules } from './support/simulated-modules.ts';

const runs = 400;
const callMs = 1000;

/** Measures both schedules against a server that takes a second per call, and simulates what they find; Markdown. */
export async function runSchedulesBench(): Promise<string> {
  // What is loaded once is no part of a run.
  await import('openai');
  loadTestCounter('o200k_base');
  const schedules = ['sequential', 'overlapped'] as const;
  const rows: string[] = [];
  for (const schedule of schedules) rows.push(await timedRow(schedule));
  const comparisons: string[] = [];
  for (const helpOfFindings of [0, 1.5]) comparisons.push(await comparison(helpOfFindings));
  return [
    '## Schedules',
    '',
    `A default run (5 rounds, 4 candidates) with models in all modules, ${callMs / 1000} s per call over HTTP:`,
    '',
    '| schedule | wall | longest chain of calls | wall / chain | calls | wall / calls one after another | first event | again, cache warm |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `True quality of what is offered, the mean of ${runs} simulated runs of 5 rounds each (the original has 60; noisy rubric, Critic and judge). ` +
      'A text that a model has read comes with its findings; what they are worth to the next rewrite is an assumption:',
    '',
    '| worth of findings per step | sequential | overlapped | difference |',
    '|---|---|---|---|',
    ...comparisons,
  ].join('\n');
}

async function comparison(helpOfFindings: number): Promise<string> {
  const sequential = await simulate('sequential', helpOfFindings);
  const overlapped = await simulate('overlapped', helpOfFindings);
  const differences = overlapped.map((truth, index) => truth - (sequential[index] ?? 0));
  const [low, high] = pairedT({ differences, clusters: null, alpha: 0.05 }).interval;
  const cells = [
    `${helpOfFindings} points`,
    meanOf(sequential).toFixed(1),
    meanOf(overlapped).toFixed(1),
    `${meanOf(differences).toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Answers after a second, with another rewrite every time. */
function slowScript(): Script {
  let number = 0;
  return (request) => {
    const reply = goodAnswer(request);
    if (reply.kind !== 'answer') return reply;
    if (roleOf(request) !== 'proposer') return { ...reply, delayMs: callMs };
    number += 1;
    const { prompt: before } = fieldsOf(request);
    const prompt = typeof before === 'string' ? before.replace(/short[^.]*\./, `short ${number}.`) : '';
    const edits = [{ find: 'Due to the fact that', replace: `Because ${number}`, why: 'x', kind: 'clarity' }];
    return { ...reply, text: JSON.stringify({ prompt, edits, reasons: [] }), delayMs: callMs };
  };
}

async function timedRow(schedule: Schedule): Promise<string> {
  await using server = await startScriptedServer(slowScript());
  const eventsMs: number[] = [];
  const startedAt = performance.now();
  const onEvent = (): void => void eventsMs.push(performance.now() - startedAt);
  // Of a run and the same again with what the first has left in the cache.
  const options = { settings: { schedule, patience: 10 }, access: { cache: createMemoryCache() } };
  const { report, wallMs } = await runModelAt(server, { ...options, onEvent });
  const warm = await runModelAt(server, options);
  const { calls, criticalPathMs } = report.usage;
  const cells = [
    schedule,
    `${(wallMs / 1000).toFixed(1)} s`,
    `${(criticalPathMs / 1000).toFixed(1)} s`,
    (wallMs / criticalPathMs).toFixed(2),
    String(calls),
    (wallMs / (calls * callMs)).toFixed(2),
    `${(eventsMs[0] ?? Infinity).toFixed(0)} ms`,
    `${warm.wallMs.toFixed(0)} ms, ${warm.report.usage.calls} calls`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** True quality of the pick of each run; equal seeds make the runs of both schedules pairs. */
async function simulate(schedule: Schedule, helpOfFindings: number): Promise<number[]> {
  const truths: number[] = [];
  for (let seed = 1; seed <= runs; seed += 1) {
    const simulation = simulateModules({ seed, helpOfFindings });
    const events = optimize({
      run: 'simulated',
      prompt: { text: 'original', interpolations: [] },
      location: { file: '-', line: 1, name: null, form: 'plain' },
      settings: { ...defaultRunSettings, schedule, lambda: 0, patience: 10 },
      modules: simulation.modules,
      counter: loadTestCounter('o200k_base'),
      clock: { now: () => 0, monotonicMs: () => 0 },
      signal: new AbortController().signal,
    });
    for await (const event of events) {
      if (event.type !== 'run-end') continue;
      truths.push(simulation.truthOf(event.report.candidate?.text ?? 'original'));
    }
  }
  return truths;
}
