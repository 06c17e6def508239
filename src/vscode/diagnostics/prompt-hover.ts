import * as vscode from 'vscode';
import { editorWording } from '../history/editor-wording.ts';
import { promptLanguageIds } from '../manifest.ts';
import { readSettings } from '../settings.ts';
import type { DocumentFindings, PromptFindings } from './document-findings.ts';
import { rangeOfFinding, rangeOfSpan } from './finding-range.ts';
import { findingMarkdown, placeholderMarkdown } from './hover-text.ts';

/** Explains findings and placeholders inside prompts, and nothing elsewhere. */
export function registerPromptHover(findings: DocumentFindings): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    promptLanguageIds.map((language) => ({ language })),
    {
      provideHover: async (document, position, token) => {
        const found = (await findings.inDocument(document)) ?? [];
        if (token.isCancellationRequested) return undefined;
        const notes = found.flatMap((prompt) => notesAt(document, prompt, position));
        if (notes.length === 0) return undefined;
        // Not trusted: nothing in it can become a command.
        const contents = notes.map(({ markdown }) => new vscode.MarkdownString(markdown));
        return new vscode.Hover(contents, smallest(notes.map(({ range }) => range)));
      },
    },
  );
}

interface Note {
  readonly range: vscode.Range;
  readonly markdown: string;
}

function notesAt(document: vscode.TextDocument, prompt: PromptFindings, position: vscode.Position): Note[] {
  const offset = document.offsetAt(position);
  const { span } = prompt.site;
  if (offset < span.start || offset > span.end) return [];
  return [...placeholderNotes(document, prompt, offset), ...findingNotes(document, prompt, position)];
}

function placeholderNotes(document: vscode.TextDocument, prompt: PromptFindings, offset: number): Note[] {
  const { placeholders } = prompt.contract;
  return placeholders.flatMap((placeholder) => {
    const source = prompt.site.toSource(placeholder.span);
    if (source === null || offset < source.start || offset >= source.end) return [];
    const markdown = placeholderMarkdown(placeholder, placeholders, editorWording.translate);
    return [{ range: rangeOfSpan(document, source), markdown }];
  });
}

function findingNotes(
  document: vscode.TextDocument,
  { site, findings }: PromptFindings,
  position: vscode.Position,
): Note[] {
  if (!readSettings(document.uri).diagnosticsEnabled) return [];
  return findings.flatMap((finding) => {
    const range = rangeOfFinding(document, site, finding.span);
    const markdown = range.contains(position) ? findingMarkdown(finding, editorWording.translate) : null;
    return markdown === null ? [] : [{ range, markdown }];
  });
}

/** The editor highlights one range: the one that all notes have in common is the innermost. */
function smallest(ranges: readonly vscode.Range[]): vscode.Range | undefined {
  return ranges.reduce<vscode.Range | undefined>(
    (inner, range) => (inner === undefined || inner.contains(range) ? range : inner),
    undefined,
  );
}
