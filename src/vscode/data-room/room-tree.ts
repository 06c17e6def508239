import * as vscode from 'vscode';
import type { DataRoom } from './data-room.ts';
import type { ProductDocuments } from './product-documents.ts';
import { toTreeItem, type RoomNode } from './room-node.ts';

/** What files are dropped as, from the Explorer and from outside of the editor. */
const uriList = 'text/uri-list';

interface TreePorts {
  readonly room: DataRoom;
  readonly product: ProductDocuments;
  /** Adds what was dropped and tells what could not be. */
  readonly add: (uris: readonly vscode.Uri[]) => Promise<void>;
}

/** Feeds the Data Room view, and takes in files that are dropped on it. */
export class RoomTree
  implements vscode.TreeDataProvider<RoomNode>, vscode.TreeDragAndDropController<RoomNode>, vscode.Disposable
{
  readonly dropMimeTypes = [uriList];
  readonly dragMimeTypes: readonly string[] = [];
  readonly #ports: TreePorts;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(ports: TreePorts) {
    this.#ports = ports;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: RoomNode): Promise<RoomNode[]> {
    const { room, product } = this.#ports;
    if (node === undefined) {
      const { length } = await room.documents();
      return [
        { kind: 'group', group: 'workspace', count: length },
        { kind: 'group', group: 'product', count: product.list.length },
      ];
    }
    if (node.kind !== 'group') return [];
    return node.group === 'product'
      ? product.list.map((document) => ({ kind: 'product', document }))
      : (await room.entries()).map((entry) => ({ kind: 'document', entry }));
  }

  getTreeItem(node: RoomNode): vscode.TreeItem {
    return toTreeItem(node);
  }

  async handleDrop(_target: RoomNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const list = await data.get(uriList)?.asString();
    if (list !== undefined) await this.#ports.add(parseUriList(list));
  }
}

/** Addresses of a list of URIs (RFC 2483), one a line; lines that begin with # are comments. */
export function parseUriList(list: string): readonly vscode.Uri[] {
  return list
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      try {
        return [vscode.Uri.parse(line, true)];
      } catch {
        // Whatever was dropped besides files is none of ours.
        return [];
      }
    });
}
