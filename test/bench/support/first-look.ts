import ts from 'typescript';
import { findPrompts } from '../../../src/core/source/find-prompts.ts';
import { createSourceParser } from '../../../src/core/source/source-parser.ts';
import { grammarLoader } from '../../support/grammars.ts';
import { longModule } from './long-module.ts';

// The first look of a fresh process at a long file, after a file of one line: by `typescript`, or by a scan.
const source = longModule();
const parser = createSourceParser(grammarLoader);
const look = async (text: string): Promise<void> => {
  if (process.argv[2] === 'typescript') ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest);
  else await findPrompts({ path: 'a.ts', source: text, parser });
};
await look('const a = "b";');
const before = process.threadCpuUsage();
await look(source);
const { user, system } = process.threadCpuUsage(before);
console.log((user + system) / 1000);
