import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaultRunSettings, settingRanges } from '../../../src/core/pcv/run-settings.ts';
import { defaultDetection } from '../../../src/core/source/detection/detection-settings.ts';
import { languages } from '../../../src/core/source/languages.ts';
import {
  commandIds,
  contextKeys,
  panelViewType,
  promptLanguageIds,
  viewIds,
  wakingLanguageIds,
} from '../../../src/vscode/manifest.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { command: string; category: string; title: string; enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly { command?: string; when?: string }[]>>;
    readonly keybindings: readonly { command: string; when?: string }[];
    readonly views: Readonly<Record<string, readonly { id: string }[]>>;
    readonly languages: readonly { id: string }[];
    readonly configuration: readonly {
      properties: Readonly<
        Record<
          string,
          { default: unknown; minimum?: number; maximum?: number; markdownDescription: string; scope: string }
        >
      >;
    }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const settings = Object.assign(
  {},
  ...contributes.configuration.map(({ properties }) => properties),
) as Record<
  string,
  { default: unknown; minimum?: number; maximum?: number; markdownDescription: string; scope: string }
>;

describe('the manifest', () => {
  it('declares exactly the commands of the typed table, each with the category', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), [...commandIds].sort());
    assert.deepEqual([...new Set(contributes.commands.map(({ category }) => category))], ['PromptOps']);
  });

  it('uses only declared commands in menus and keybindings', () => {
    const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].flatMap(
      ({ command }) => command ?? [],
    );
    assert.deepEqual(
      used.filter((command) => !commandIds.some((id) => id === command)),
      [],
    );
  });

  it('asks only for context keys that the extension sets', () => {
    const asked = new Set(text.match(/promptops\.(?:has|is|can)[A-Z]\w*/gu));
    assert.deepEqual(
      [...asked].sort(),
      Object.values(contextKeys)
        .filter((key) => asked.has(key))
        .sort(),
    );
  });

  it('declares the views and wakes up for the panel and for the languages with prompts', () => {
    assert.deepEqual(
      Object.values(contributes.views)
        .flat()
        .map(({ id }) => id),
      Object.values(viewIds),
    );
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${panelViewType}`));
    assert.deepEqual(
      manifest.activationEvents.filter((event) => event.startsWith('onLanguage:')),
      wakingLanguageIds.map((id) => `onLanguage:${id}`),
    );
  });

  it('offers the run settings with the defaults and bounds of the core', () => {
    for (const [name, range] of Object.entries(settingRanges)) {
      const setting = settings[`promptops.run.${name}`];
      const fallback = defaultRunSettings[name as keyof typeof settingRanges];
      assert.deepEqual(
        [setting?.minimum, setting?.maximum, setting?.default],
        [range.minimum, range.maximum, fallback],
        name,
      );
    }
  });

  it('offers the detection settings with the defaults of the core', () => {
    for (const [name, fallback] of Object.entries(defaultDetection)) {
      const setting = settings[`promptops.detection.${name}`];
      assert.deepEqual([setting?.default, setting?.scope], [fallback, 'resource'], name);
    }
  });

  it('has a text for every placeholder and no text without one', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/gu)].map(([, key]) => key ?? ''));
    assert.deepEqual([...used].sort(), Object.keys(strings).sort());
  });

  it('looks for prompts only in languages that the core can read', () => {
    const known = languages.flatMap(({ editorIds }) => editorIds);
    assert.deepEqual(
      promptLanguageIds.filter((id) => !known.includes(id)),
      [],
    );
  });

  it('knows the language that it declares for prompt files', () => {
    const known = languages.flatMap(({ editorIds }) => editorIds);
    assert.deepEqual(
      contributes.languages.map(({ id }) => id).filter((id) => !known.includes(id)),
      [],
    );
  });
});
