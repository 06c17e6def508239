import type { HistoryBundle } from './bundle.ts';
import type { RunReport } from '../report/run-report.ts';
import { createRuleContext, runRule } from '../rules/find-findings.ts';
import { personalData } from '../rules/personal-data.ts';
import { secret } from '../rules/secret.ts';

/** A secret or personal data in what is about to leave this machine. It never repeats the whole of what was found. */
export interface SensitiveFinding {
  readonly kind: 'secret' | 'personal-data';
  /** What stands there, such as `An API key stands here`. */
  readonly what: string;
  /** The first characters of it. */
  readonly beginning: string;
  /** The prompts that it stands in, by name or place. */
  readonly prompts: readonly string[];
}

/** Everything that a bundle would carry and that may hold what nobody else should read, each thing once. */
export function sensitiveInBundle({ prompts, texts }: HistoryBundle): readonly SensitiveFinding[] {
  const findings = new Collector();
  for (const { name, file, line, versions, runs } of prompts) {
    const title = name ?? `${file}:${line}`;
    findings.look(title, title, file);
    for (const version of versions) {
      const { textHash, comment, note, tags } = version;
      findings.look(title, texts[textHash], version.name, comment, note, ...tags);
    }
    for (const { report } of runs) findings.look(title, ...textsOf(report));
  }
  return findings.all();
}

/** The same for the report of one run. */
export function sensitiveInReport(report: RunReport): readonly SensitiveFinding[] {
  const findings = new Collector();
  findings.look(report.prompt.name ?? report.prompt.file, ...textsOf(report));
  return findings.all();
}

function textsOf({ original, candidate, front }: RunReport): readonly (string | undefined)[] {
  return [original.text, candidate?.text, ...front.map(({ text }) => text)];
}

type Found = Omit<SensitiveFinding, 'prompts'>;

class Collector {
  readonly #found = new Map<string, { readonly finding: Found; readonly prompts: Set<string> }>();
  /** Versions repeat each other's texts: every text is looked through once. */
  readonly #known = new Map<string, readonly Found[]>();

  look(prompt: string, ...texts: readonly (string | null | undefined)[]): void {
    for (const text of texts) {
      if (text === null || text === undefined || text === '') continue;
      for (const finding of this.#findingsOf(text)) this.#add(prompt, finding);
    }
  }

  all(): readonly SensitiveFinding[] {
    const findings = [...this.#found.values()].map(({ finding, prompts }) => ({
      ...finding,
      prompts: [...prompts],
    }));
    return findings.sort((a, b) => Number(b.kind === 'secret') - Number(a.kind === 'secret'));
  }

  #findingsOf(text: string): readonly Found[] {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const context = createRuleContext({ text, interpolations: [] });
    const found = [secret, personalData].flatMap((rule) =>
      runRule(context, rule).map(({ message, evidence }): Found => ({
        kind: rule === secret ? 'secret' : 'personal-data',
        what: message.split(':')[0] ?? rule.title,
        beginning: evidence,
      })),
    );
    this.#known.set(text, found);
    return found;
  }

  #add(prompt: string, finding: Found): void {
    const key = JSON.stringify(finding);
    const entry = this.#found.get(key) ?? { finding, prompts: new Set() };
    entry.prompts.add(prompt);
    this.#found.set(key, entry);
  }
}
