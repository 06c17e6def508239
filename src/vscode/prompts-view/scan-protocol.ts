import type { FileInventory } from '../../core/inventory/inventory-of-file.ts';
import type { EncodingName, PromptText } from '../../core/model.ts';
import type { TextAnalysis } from '../../core/pcv/rules-engine/analyze-text.ts';
import type { DetectionSettings } from '../../core/source/detection/detection-settings.ts';

/** What the thread of the scan is started with. */
export interface ScanWorkerData {
  /** The folder of grammars and token tables. */
  readonly resourcesFolder: string;
}

export interface FileToScan {
  readonly path: string;
  readonly source: string;
  readonly encoding: EncodingName;
  readonly detection: DetectionSettings;
}

/** What the thread is asked: the prompts of a file, or what the rules say of a long text. */
export type ScanTask =
  ({ readonly kind: 'scan' } & FileToScan) | { readonly kind: 'analyze'; readonly prompt: PromptText };

/** What the thread says to a task. */
export type ScanAnswer =
  | { readonly kind: 'scanned'; readonly inventory: FileInventory }
  | { readonly kind: 'analyzed'; readonly analysis: TextAnalysis };
