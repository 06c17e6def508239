import type { ThemeKind, Workbench } from './workbench.ts';

/** One picture of the README: what a person does before it is taken. */
export interface Shot {
  /** The file name below `media/screenshots/`, without its ending. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Dark unless another one is named. */
  readonly theme?: ThemeKind;
  readonly prepare: (workbench: Workbench) => Promise<void>;
}

/** All pictures, in the order in which the README shows them. */
export const SHOTS: readonly Shot[] = [
  {
    name: 'code-lens',
    width: 1280,
    height: 720,
    prepare: showCodeLens,
  },
];

async function showCodeLens(workbench: Workbench): Promise<void> {
  await workbench.openFile('support_agent.py');
  await workbench.lens('Optimize').first().waitFor();
}
