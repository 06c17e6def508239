import * as vscode from 'vscode';
import type { Price } from '../../core/metrics/cost.ts';
import type { ChatModel } from '../../core/models/chat-model.ts';
import { probeModel, type Probe } from '../../core/models/probe-model.ts';
import type { EndpointAbilities } from '../../providers/openai-chat-model.ts';

/** What is known of a model after it was asked once. */
export interface TestedModel {
  readonly probe: Probe;
  readonly sentence: string;
}

interface TestSubject {
  readonly provider: ChatModel;
  readonly price: Price | null;
  /** Null for models that say nothing of it. */
  readonly abilities: (() => EndpointAbilities) | null;
}

/** Asks a model one short question, with progress and a way out, and says what works and what does not. */
export async function testModel(subject: TestSubject): Promise<TestedModel> {
  const { provider } = subject;
  const probe = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Testing {0}…', provider.name),
      cancellable: true,
    },
    (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return probeModel(provider, abort.signal);
    },
  );
  return { probe, sentence: describeProbe(subject, probe) };
}

function describeProbe({ provider, price, abilities }: TestSubject, probe: Probe): string {
  if (probe.kind === 'failed') return probe.failure.detail;
  const seen = abilities?.() ?? null;
  const facts = [
    probe.followsSchema ? structured(seen) : vscode.l10n.t('it did not keep to the form that was asked for'),
    seen === null || seen.takesTemperature
      ? vscode.l10n.t('takes a temperature')
      : vscode.l10n.t('takes no temperature'),
    ...(seen?.streams === false ? [vscode.l10n.t('does not stream')] : [vscode.l10n.t('streams')]),
    probe.reportsUsage
      ? vscode.l10n.t('reports tokens')
      : vscode.l10n.t('reports no tokens: they are estimated'),
    price === null ? vscode.l10n.t('price unknown') : vscode.l10n.t('price known'),
  ];
  const seconds = (probe.latencyMs / 1000).toFixed(1);
  return vscode.l10n.t('{0} works: answered in {1} s; {2}.', provider.name, seconds, facts.join(', '));
}

function structured(seen: EndpointAbilities | null): string {
  switch (seen?.format) {
    case undefined:
    case 'text':
      return vscode.l10n.t('structured answers by instruction');
    case 'json_object':
      return vscode.l10n.t('structured answers by json_object');
    case 'json_schema':
      return vscode.l10n.t('structured answers by json_schema');
  }
}
