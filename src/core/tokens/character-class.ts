/**
 * Classes by which the encodings' patterns tell characters apart, one bit each so that a set is a mask.
 * No bit at all: punctuation, symbols, controls, unassigned.
 */
export const characterClass = {
  /** `\p{Lu}` and `\p{Lt}`. */
  upper: 1,
  /** `\p{Ll}`. */
  lower: 2,
  /** `\p{Lm}` and `\p{Lo}`: letters on both sides of the upper-lower border of o200k_base. */
  caseless: 4,
  /** `\p{M}`. */
  mark: 8,
  /** `\p{N}`. */
  number: 16,
  /** White space that does not end a line. */
  space: 32,
  /** Carriage return and line feed. */
  lineEnd: 64,
  /** Half a character: look at the whole code point. Exists in unpacked tables only. */
  surrogate: 128,
} as const;

export const codePointCount = 0x110000;
const classBits = 8;

/** Packs the class of every code point into the starts of its runs: `first code point << 8 | class`. */
export function packCharacterClasses(classOf: (codePoint: number) => number): Uint32Array {
  const runs: number[] = [];
  let previous = -1;
  for (let codePoint = 0; codePoint < codePointCount; codePoint++) {
    const current = classOf(codePoint);
    if (current !== previous) runs.push(((codePoint << classBits) | current) >>> 0);
    previous = current;
  }
  return Uint32Array.from(runs);
}

/** Turns packed runs into one byte for every code point; the halves of surrogate pairs are marked as such. */
export function unpackCharacterClasses(runs: Uint32Array): Uint8Array {
  const classes = new Uint8Array(codePointCount);
  runs.forEach((run, index) => {
    const value = run & 0xff;
    if (value !== 0)
      classes.fill(value, run >>> classBits, (runs[index + 1] ?? 0) >>> classBits || codePointCount);
  });
  return classes.fill(characterClass.surrogate, 0xd800, 0xe000);
}

/** Class of the character of `text` that starts at `index`; 0 past the end and for lone surrogates. */
export function classAt(classes: Uint8Array, text: string, index: number): number {
  if (index >= text.length) return 0;
  const value = classes[text.charCodeAt(index)] ?? 0;
  return value === characterClass.surrogate ? classOfPair(classes, text, index) : value;
}

/** Where the run of characters of the classes in `mask` that starts at `index` ends. */
export function endOfRun(classes: Uint8Array, text: string, index: number, mask: number): number {
  let at = index;
  while (at < text.length) {
    const value = classes[text.charCodeAt(at)] ?? 0;
    if ((value & mask) !== 0) at++;
    else if (value === characterClass.surrogate && (classOfPair(classes, text, at) & mask) !== 0) at += 2;
    else break;
  }
  return at;
}

/** Where the run of characters of none of the classes in `mask` that starts at `index` ends. */
export function endOfRunOutside(classes: Uint8Array, text: string, index: number, mask: number): number {
  for (let at = index; at < text.length;) {
    const value = classes[text.charCodeAt(at)] ?? 0;
    if ((value & mask) !== 0) return at;
    if (value !== characterClass.surrogate) at++;
    else if ((classOfPair(classes, text, at) & mask) === 0) at += widthAt(text, at);
    else return at;
  }
  return text.length;
}

/** UTF-16 units of the character at `index`: 2 for a surrogate pair, else 1. */
export function widthAt(text: string, index: number): 1 | 2 {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

function classOfPair(classes: Uint8Array, text: string, index: number): number {
  const codePoint = text.codePointAt(index) ?? 0;
  return codePoint > 0xffff ? (classes[codePoint] ?? 0) : 0;
}
