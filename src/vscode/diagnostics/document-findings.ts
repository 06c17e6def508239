import * as vscode from 'vscode';
import { extractContract, type Contract } from '../../core/contract/contract.ts';
import type { Finding } from '../../core/model.ts';
import { createRuleContext, findFindings } from '../../core/rules/find-findings.ts';
import type { PromptSite } from '../../core/source/prompt-site.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import { createPacer } from '../pacer.ts';
import { subjectInDocument, type SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';

/** What the rules say of one prompt of a document. */
export interface PromptFindings {
  readonly site: PromptSite;
  /** The prompt in the very text of the document that was read. */
  readonly subject: SessionSubject;
  readonly contract: Contract;
  readonly findings: readonly Finding[];
}

/** The findings of open documents, looked for once for each version of a document. */
export interface DocumentFindings extends vscode.Disposable {
  /** Undefined when the document was edited meanwhile: its offsets mean nothing any more. */
  inDocument(document: vscode.TextDocument): Promise<readonly PromptFindings[] | undefined>;
}

/** What the rules say of a text, wherever it stands. */
type TextFindings = Pick<PromptFindings, 'contract' | 'findings'>;

interface CachedFindings {
  readonly version: number;
  /** The settings that the result depends on. */
  readonly disabled: string;
  /** By text: typing changes one prompt of a file, the others need no second look. */
  readonly texts: Map<string, TextFindings>;
  readonly result: Promise<readonly PromptFindings[] | undefined>;
}

export function createDocumentFindings(prompts: DocumentPrompts): DocumentFindings {
  const cache = new Map<string, CachedFindings>();
  const closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => cache.delete(uri.toString()));
  return {
    inDocument: async (document) => {
      const { version } = document;
      const result = await cached(cache, prompts, document);
      return document.version === version ? result : undefined;
    },
    dispose: () => {
      closed.dispose();
      cache.clear();
    },
  };
}

function cached(
  cache: Map<string, CachedFindings>,
  prompts: DocumentPrompts,
  document: vscode.TextDocument,
): CachedFindings['result'] {
  const key = document.uri.toString();
  const { disabledRules, detection } = readSettings(document.uri);
  const disabled = JSON.stringify([disabledRules, detection]);
  const known = cache.get(key);
  if (known?.version === document.version && known.disabled === disabled) return known.result;
  const texts = new Map<string, TextFindings>();
  const seen = known?.disabled === disabled ? known.texts : texts;
  const analyze = (site: PromptSite): TextFindings => {
    const text = JSON.stringify([site.text, site.interpolations]);
    const found = seen.get(text) ?? analyzeText(site, disabledRules);
    texts.set(text, found);
    return found;
  };
  const result = analyzeDocument(prompts, document, analyze);
  cache.set(key, { version: document.version, disabled, texts, result });
  // A failure is told to those who asked; the next one asks anew.
  result.catch(() => cache.delete(key));
  return result;
}

async function analyzeDocument(
  prompts: DocumentPrompts,
  document: vscode.TextDocument,
  analyze: (site: PromptSite) => TextFindings,
): Promise<readonly PromptFindings[] | undefined> {
  const { version } = document;
  const pace = createPacer();
  const found: PromptFindings[] = [];
  for (const site of await prompts.inDocument(document)) {
    await pace();
    if (document.version !== version) return undefined;
    const subject = subjectInDocument(document, { kind: 'site', site });
    found.push({ site, subject, ...analyze(site) });
  }
  return document.version === version ? found : undefined;
}

function analyzeText(site: PromptSite, disabled: readonly string[]): TextFindings {
  const contract = extractContract(site);
  return { contract, findings: findFindings(createRuleContext(site, contract), { disabled }) };
}
