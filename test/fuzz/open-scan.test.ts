import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { defaultDetection } from '../../src/core/source/detection/detection-settings.ts';
import { findPrompts } from '../../src/core/source/find-prompts.ts';
import { languageOfPath } from '../../src/core/source/languages.ts';
import { scanOpenFile, type OpenScan } from '../../src/core/source/open-scan.ts';
import type { ScanResult } from '../../src/core/source/prompt-site.ts';
import { createSourceParser } from '../../src/core/source/source-parser.ts';
import { grammarLoader } from '../support/grammars.ts';

const parser = createSourceParser(grammarLoader);
const numRuns = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 300) / 30);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_240_607);

/** What people and tools type: text, brackets, comments that decide, whole statements. */
const typed = fc.constantFrom(
  ...['', '', '', 'x', ' ', '\n', '"', "'", '`', '\\', '{', '}', '(', ')', ',', '${', '"""', '#', '// '],
  ...['// promptops: ignore\n', '# promptops: prompt\n', 'promptops: prompt', '/*', '*/', 'system', 'prompt'],
  ...['const systemPrompt = "You are a judge. Answer in one word.";\n', ' + "You must always be brief." + '],
  ...['class A {\n', 'def f():\n    ', 'role: "system", content: "You are a judge. Be brief."'],
);

interface TextChange {
  /** As a share of the text, so that it fits every text. */
  readonly at: number;
  readonly drop: number;
  readonly typed: string;
}

const changes: fc.Arbitrary<readonly TextChange[]> = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat({ max: 60 }), typed }),
  { minLength: 1, maxLength: 8 },
);

async function assertSameAsFresh(path: string, source: string, edits: readonly TextChange[]): Promise<void> {
  const language = languageOfPath(path);
  assert.ok(language);
  // Every literal of words counts, so that the evidence around it is compared as well.
  const options = { path, parser, language, detection: { ...defaultDetection, threshold: 0 } };
  let text = source;
  let scan: OpenScan = await scanOpenFile({ ...options, source: text }, null);
  try {
    for (const { at, drop, typed: added } of edits) {
      const start = Math.floor(at * text.length);
      text = text.slice(0, start) + added + text.slice(start + drop);
      scan = await scanOpenFile({ ...options, source: text }, scan);
      const fresh = await findPrompts({ ...options, source: text });
      assert.deepEqual(plain(scan.result), plain(fresh));
    }
  } finally {
    scan.parsed?.dispose();
  }
}

function plain({ prompts, skipped }: ScanResult): unknown {
  const sites = prompts.map(({ toSource, ...site }) => ({ ...site, first: toSource({ start: 0, end: 1 }) }));
  return { sites, skipped };
}

/** Real code, long enough that an edit concerns a small part of it. */
function sampleOf(pattern: string): string {
  const files = globSync(pattern, { cwd: new URL('../../', import.meta.url) }).sort();
  const texts = files.map((file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
  return texts.join('\n').slice(0, 12_000);
}

const words = 'You are a careful editor. Rewrite the text and answer in one word.';

/** Classes with methods and prompts, for languages that this repository is not written in. */
function classes(open: string, member: string, close: string): string {
  const lines = Array.from({ length: 3 }, (_, index) => [
    open.replaceAll('NAME', `Agent${index}`),
    ...Array.from({ length: 8 }, (__, number) =>
      member.replaceAll('NAME', `member${number}`).replaceAll('WORDS', words),
    ),
    close,
  ]);
  return lines.flat().join('\n');
}

const samples: Readonly<Record<string, string>> = {
  'a.ts': sampleOf('src/core/rules/[a-c]*.ts'),
  'prompts.ts': sampleOf('test/unit/core/source/find-prompts.test.ts'),
  'view.tsx': classes(
    'export const NAME = () => (<p>',
    '  <div title="WORDS">You are reading item {names["the item NAME of it"]} and so on</div>',
    '</p>);',
  ),
  'agents.py': classes(
    'class NAME(Base):\n    """What it does in words."""\n',
    `    def NAME(self, topic):
        if topic:
            self.system_prompt = (
                "WORDS "
                f"About {topic}."
            )
        return chat(messages=[{"role": "system", "content": "WORDS"}])
`,
    '',
  ),
  'agent.go': `package agents\n${classes(
    'type NAME struct{}',
    'func NAME(topic string) string {\n\tsystemPrompt := "WORDS" +\n\t\t" About it."\n\treturn chat(Message{Role: "system", Content: `WORDS`})\n}',
    '',
  )}`,
  'Agent.java': classes(
    'class NAME extends Base {',
    '  String NAME(String topic) {\n    String systemPrompt = "WORDS"\n        + " About it.";\n    return chat("""\n        WORDS\n        """);\n  }',
    '}',
  ),
  'Agent.cs': classes(
    'class NAME : Base {',
    '  string NAME(string topic) {\n    var systemPrompt = "WORDS"\n        + $" About {topic} it is.";\n    return Chat(@"WORDS");\n  }',
    '}',
  ),
  'agent.rb': classes(
    'class NAME < Base',
    '  def NAME(topic)\n    system_prompt = "WORDS"\n    chat(<<~TEXT)\n      WORDS\n    TEXT\n  end',
    'end',
  ),
  'agent.php': `<?php\n${classes(
    'class NAME extends Base {',
    '  function NAME($topic) {\n    $systemPrompt = "WORDS" .\n        " About $topic it is.";\n    return chat(\'WORDS\');\n  }',
    '}',
  )}`,
  'agent.rs': classes(
    'impl NAME {',
    '  fn NAME(topic: &str) -> String {\n    let system_prompt = "WORDS";\n    chat(r#"WORDS"#)\n  }',
    '}',
  ),
};

describe('fuzz: scans of files that are edited', () => {
  for (const [path, source] of Object.entries(samples)) {
    it(`find what a scan of the whole text finds: ${path}`, async () => {
      assert.ok(source.length > 2_000, `${source.length}`);
      await fc.assert(
        fc.asyncProperty(changes, (edits) => assertSameAsFresh(path, source, edits)),
        { numRuns, seed },
      );
    }).timeout(600_000);
  }
});
