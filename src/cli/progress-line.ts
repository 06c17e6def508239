import type { RunEvent } from '../core/pcv/events.ts';
import { advanceProgress, type ModuleProgress, type RunProgress } from '../core/report/run-progress.ts';
import type { CommandIo } from './io.ts';

/** A line on a terminal that says what goes on. */
export interface ProgressLine {
  show(text: string): void;
  /** Wipes the line, so that nothing of it stays. */
  clear(): void;
}

/** Milliseconds between two drawings: faster than this nobody reads. */
const leastIntervalMs = 60;

/** The progress line on standard error; anywhere but on a terminal it shows nothing. */
export function createProgressLine({ stderr, environment }: CommandIo): ProgressLine {
  if (stderr.isTTY !== true || environment['TERM'] === 'dumb') {
    return { show: () => undefined, clear: () => undefined };
  }
  let shownAtMs = -Infinity;
  const wipe = '\r\u001b[2K';
  return {
    show: (text) => {
      if (performance.now() - shownAtMs < leastIntervalMs) return;
      shownAtMs = performance.now();
      stderr.write(wipe + text.slice(0, (stderr.columns ?? 80) - 1));
    },
    clear: () => {
      if (shownAtMs > 0) stderr.write(wipe);
    },
  };
}

/** Turns the events of a run into the text of its progress line. */
export function createRunProgress(line: ProgressLine): (event: RunEvent) => void {
  let progress: RunProgress | null = null;
  return (event) => {
    progress = advanceProgress(progress, event);
    if (event.type === 'run-end') line.clear();
    else if (progress !== null) line.show(describe(progress));
  };
}

function describe({ round, iterations, modules }: RunProgress): string {
  if (round === 0) return 'Reading the prompt …';
  const parts = [
    moduleText('Proposer', modules.proposer),
    moduleText('Critic', modules.critic),
    moduleText('Verifier', modules.verifier),
  ];
  return [`Round ${round} of ${iterations}`, ...parts.filter((part) => part !== null)].join(' · ');
}

function moduleText(name: string, { status, detail }: ModuleProgress): string | null {
  return status === 'waiting' ? null : `${name}: ${detail.toLowerCase()}`;
}
