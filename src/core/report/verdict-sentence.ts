import type { RunReport } from './run-report.ts';

/** What a run comes to, as a sentence that says how it is known. The panel, the CLI and the exports show the same. */
export function verdictSentence(report: RunReport): string {
  if (!report.changed) return keptSentence(report);
  return `${describeChange(report)}; ${evidenceOf(report)}.`;
}

function keptSentence({ stopReason, engine }: RunReport): string {
  if (stopReason === 'no-headroom') {
    return `Keep the original: ${engine === 'rules' ? 'no rule knows how to improve it' : 'there is no gain to show'}.`;
  }
  if (stopReason === 'provider-failed') {
    return 'The model provider failed before a better text was found; the original is kept.';
  }
  if (stopReason === 'cancelled') return 'Cancelled before a better text was found; the original is kept.';
  return 'Keep the original: no rewrite was better.';
}

function describeChange({ verdict, metrics }: RunReport): string {
  const size = sizeChange(metrics.compression);
  switch (verdict) {
    case 'improved':
      return size === null ? 'Improved at the same length' : `Improved and ${size}`;
    case 'equivalent-and-cheaper':
      // Without a run of the prompt nothing shows that two texts are equivalent: the length speaks alone.
      if (metrics.qualityGain.tier === 'E0') return capitalized(size ?? 'less than 1 % shorter');
      return `Equivalent and ${size ?? 'less than 1 % shorter'}`;
    case 'inconclusive':
      return `Inconclusive${size === null ? '' : `, ${size}`}`;
    case 'regressed':
      return `Regressed${size === null ? '' : `, ${size}`}`;
  }
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function sizeChange(compression: number): string | null {
  const percent = Math.round(Math.abs(compression));
  if (percent === 0) return null;
  return `${percent} % ${compression > 0 ? 'shorter' : 'longer'}`;
}

function evidenceOf({ metrics }: RunReport): string {
  switch (metrics.qualityGain.tier) {
    case 'E0':
      return 'quality judged by rules only (E0)';
    case 'E1':
      return 'quality judged by a model that read both prompts (E1)';
    case 'E2':
      return 'quality judged by a model that read outputs of both prompts (E2)';
    case 'E3':
      return 'measured by assertions on outputs of both prompts (E3)';
  }
}
