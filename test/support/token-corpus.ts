import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packagesFolder = join(import.meta.dirname, '..', '..', 'node_modules');
const longestText = 12_000;

/** Paths below `node_modules` of files whose names end in one of `endings`, evenly spread over all packages. */
export function packagePaths(endings: readonly string[], count: number): string[] {
  const paths = readdirSync(packagesFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .sort();
  const step = Math.max(1, paths.length / count);
  return Array.from(
    { length: Math.min(count, paths.length) },
    (_, index) => paths[Math.floor(index * step)] ?? '',
  );
}

/** The beginnings of such files. */
export function packageFiles(endings: readonly string[], count: number): string[] {
  return packagePaths(endings, count)
    .map((path) => readFileSync(join(packagesFolder, path), 'utf8').slice(0, longestText))
    .filter((text) => text !== '');
}

/** A stream of numbers in [0, 1) that is the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const openings = [
  'You are a careful assistant for {{team}}.',
  'Du bist ein Assistent, der Berichte für {kunde} zusammenfasst.',
  'Eres un revisor de código; responde siempre en español.',
  'Tu aides les lecteurs à comprendre des contrats, sans donner d’avis juridique.',
  'Ты — редактор новостей. Пиши кратко и по делу.',
  'あなたは優秀な翻訳者です。原文の語調を保ってください。',
  '你是一名严谨的数据分析师，请用中文回答。',
  '당신은 고객 지원 담당자입니다. 존댓말을 사용하세요.',
  'أنت مساعد يجيب عن أسئلة المستخدمين باختصار.',
  'आप एक शिक्षक हैं। सरल भाषा में समझाइए।',
  'คุณคือผู้ช่วยที่ตอบคำถามอย่างสุภาพ',
  'Είσαι ένας βοηθός που ελέγχει κείμενα.',
  'אתה עוזר שמסכם פגישות.',
  'Bạn là trợ lý viết email lịch sự và ngắn gọn.',
] as const;

const instructions = [
  'Summarise the text between the tags <text> and </text> in at most 3 sentences.',
  "Don't invent facts; if you can't find the answer, say “I don't know”.",
  '1. Read ${input}\n2. Extract every date as YYYY-MM-DD\n3. Return JSON: {"dates": ["2024-01-31"]}',
  '- be concise\n- be *very* detailed about risks\n\n\n- never mention prices > 1,000.50 €',
  'def f(x):\n\treturn [y**2 for y in range(10) if y % 2 == 0]\n',
  '```sql\nSELECT id, COUNT(*) FROM orders WHERE total >= %d GROUP BY id;\n```',
  'Output: | name | score |\n|------|-------|\n| %s | %(score).2f |',
  "IT'S IMPORTANT THAT YOU'RE NEVER WRONG!!! WE'LL CHECK. (seriously…)",
  'See https://example.com/a/b?c=d&e=%20f#g or write to someone@example.org.',
  '🚀🚀 Let’s go 👩🏽‍💻👨‍👩‍👧‍👦 ✅ done ➡️ next 🇪🇺',
  '<|im_start|>system\nYou answer.<|im_end|>\n<|endoftext|>',
  '{% for item in items %}\n  {{ item.name | upper }}: {{ item.value }}\n{% endfor %}',
  'α₁ + β² ≤ ∑ᵢ xᵢ⁄2 — ½ · 10⁻³ Ω; Ⅷ, ٣٤٥, १२३, 四十二',
  'camelCaseIdentifier, PascalCase, SCREAMING_SNAKE_CASE, kebab-case, x86_64, HTTPServer2XX',
  '   indented by three\n\t\tby tabs\r\nwindows line\r\n\r\n   \n   trailing   ',
  'e\u0301te\u0301 naïve coöperate Straße İstanbul ǅungla ŉ ﬁne',
] as const;

const joints = ['\n', '\n\n', ' ', '  ', '\r\n', '\n---\n', '\t', ''] as const;

/** Generated prompts: an opening in one of many languages, and a mix of instructions, lists, code and markup. */
export function generatedPrompts(count: number, seed = 1): string[] {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  return Array.from({ length: count }, () => {
    const parts: string[] = [pick(openings)];
    const length = 2 + Math.floor(random() * 14);
    while (parts.length < length)
      parts.push(pick(joints), random() < 0.2 ? pick(openings) : pick(instructions));
    return parts.join('');
  });
}

let corpus: readonly string[] | undefined;

/** At least 1,000 varied texts: documentation, code and data of the installed packages, and generated prompts. */
export function tokenCorpus(): readonly string[] {
  corpus ??= [
    ...packageFiles(['.md', 'LICENSE', '.txt'], 300),
    ...packageFiles(['.ts', '.js', '.mjs', '.cjs', '.css', '.html'], 300),
    ...packageFiles(['.json', '.yml', '.yaml', '.map'], 100),
    ...generatedPrompts(500),
  ];
  return corpus;
}

const alphabets: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x7e],
  [0x61, 0x7a],
  [0x00, 0x1f],
  [0x7f, 0xa0],
  [0xc0, 0x24f],
  [0x300, 0x36f],
  [0x370, 0x52f],
  [0x590, 0x6ff],
  [0x900, 0xe7f],
  [0x2000, 0x206f],
  [0x3040, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xd800, 0xdfff],
  [0xfe00, 0xffff],
  [0x10000, 0x1ffff],
  [0x1f300, 0x1faff],
  [0x20000, 0x2ffff],
  [0xe0000, 0xe01ef],
  [0x0, 0x10ffff],
];

const fragments = [
  '<|endoftext|>',
  '<|fim_prefix|>',
  '<|endofprompt|>',
  "'s",
  "'LL",
  "'Ve",
  '\u200d',
  '\ufe0f',
  '\ufeff',
  '\r\n',
  '\n/',
  '  ',
  ' \n ',
  '!!',
  'the',
  ' THE',
  '12345',
  '👩🏽‍💻',
  '\ud83d',
  '\udc69',
  '\u0085',
  '\u00a0',
] as const;

/** Random strings over one to three alphabets each, salted with fragments on which tokenizers differ. */
export function randomStrings(count: number, seed = 2): string[] {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, () => {
    const chosen = Array.from({ length: 1 + below(3) }, () => alphabets[below(alphabets.length)]!);
    let text = '';
    for (let rest = below(60); rest > 0; rest--) {
      const [first, last] = chosen[below(chosen.length)]!;
      text +=
        random() < 0.15
          ? fragments[below(fragments.length)]!
          : String.fromCodePoint(first + below(last - first + 1));
    }
    return text;
  });
}
