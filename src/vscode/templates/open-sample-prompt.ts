import * as vscode from 'vscode';

/** Opens a sample file that belongs to no folder, with the cursor in its prompt. */
export async function openSamplePrompt(extensionUri: vscode.Uri): Promise<void> {
  const uri = vscode.Uri.joinPath(extensionUri, 'media', 'sample', 'support_agent.py');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const document = await vscode.workspace.openTextDocument({ language: 'python', content });
  const position = document.positionAt(content.indexOf('"""You are') + '"""'.length);
  await vscode.window.showTextDocument(document, {
    preview: false,
    selection: new vscode.Range(position, position),
  });
}
