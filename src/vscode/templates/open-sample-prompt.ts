import * as vscode from 'vscode';

/**
 * Opens a sample file that belongs to no folder, with the cursor in its prompt. It opens beside the walkthrough, whose
 * further steps are about the text that is to be seen.
 */
export async function openSamplePrompt(extensionUri: vscode.Uri): Promise<void> {
  const uri = vscode.Uri.joinPath(extensionUri, 'media', 'sample', 'support_agent.py');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const document = await vscode.workspace.openTextDocument({ language: 'python', content });
  const position = document.positionAt(content.indexOf('"""You are') + '"""'.length);
  await vscode.window.showTextDocument(document, {
    preview: false,
    viewColumn: isSomethingElseOpen() ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
    selection: new vscode.Range(position, position),
  });
}

/** A tab is in front that holds no text: the walkthrough, or the panel. */
function isSomethingElseOpen(): boolean {
  const { activeTextEditor, tabGroups } = vscode.window;
  return activeTextEditor === undefined && tabGroups.activeTabGroup.activeTab !== undefined;
}
