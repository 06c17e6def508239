import * as vscode from 'vscode';
import type { ControllerPage } from '../../protocol/controller-page.ts';
import type { Dialogs } from '../models/dialogs.ts';
import type { ControllerPanel } from './controller-page.ts';

/** Lets a person choose a favorite and applies it, without a panel. */
export async function chooseFavorite(controller: ControllerPanel, dialogs: Dialogs): Promise<void> {
  const { favorites } = await controller.state(null);
  if (favorites.length === 0) {
    const save = vscode.l10n.t('Save Settings as Favorite…');
    const told = vscode.l10n.t('No settings of a run have been saved as a favorite yet.');
    if ((await dialogs.tell(told, save)) === save) await controller.receive({ type: 'save-favorite' });
    return;
  }
  const picked = await dialogs.pick(favorites.map(itemOf), {
    title: vscode.l10n.t('Apply Favorite'),
    placeHolder: vscode.l10n.t('Sets all parameters of a run'),
  });
  if (picked === undefined) return;
  const { name, place } = picked.favorite;
  await controller.receive({ type: 'apply-favorite', name, place });
}

interface FavoriteItem extends vscode.QuickPickItem {
  readonly favorite: ControllerPage['favorites'][number];
}

function itemOf(favorite: ControllerPage['favorites'][number]): FavoriteItem {
  const { name, place, isDefault } = favorite;
  const where = place === 'workspace' ? vscode.l10n.t('this workspace') : vscode.l10n.t('all workspaces');
  return {
    favorite,
    label: name,
    description: isDefault ? vscode.l10n.t('{0}, default', where) : where,
  };
}
