import type { ElementNode, Node } from './dom.ts';

/** What was last rendered into an element, so that only what differs is touched. */
const rendered = new WeakMap<Element, ElementNode>();

/**
 * Makes the children of `parent` show `nodes`. Elements that stay are kept as they are in the page, so that focus,
 * scroll position, selection and an open tooltip outlive a new snapshot.
 */
export function renderChildren(parent: Element, nodes: readonly Node[]): void {
  const existing = keyChildren(parent);
  const wanted = keyNodes(nodes).map(([key, node]) => {
    const child = existing.get(key);
    existing.delete(key);
    return reuse(child, node) ?? create(parent.ownerDocument, node);
  });
  for (const leftover of existing.values()) leftover.remove();
  placeInOrder(parent, wanted);
}

/** Nothing that already stands in its place is moved: moving an element takes the focus from it. */
function placeInOrder(parent: Element, wanted: readonly ChildNode[]): void {
  let cursor = parent.firstChild;
  for (const child of wanted) {
    if (child === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(child, cursor);
  }
}

function keyChildren(parent: Element): Map<string, ChildNode> {
  const count = counter();
  const keyed = new Map<string, ChildNode>();
  for (const child of parent.childNodes) {
    const node = child instanceof Element ? rendered.get(child) : undefined;
    keyed.set(count(node?.key ?? child.nodeName.toLowerCase()), child);
  }
  return keyed;
}

function keyNodes(nodes: readonly Node[]): readonly (readonly [string, Node])[] {
  const count = counter();
  return nodes.map((node) => {
    if (typeof node === 'string') return [count('#text'), node];
    return [count(node.key ?? node.tag.toLowerCase()), node];
  });
}

/** Keys for siblings: the name or key of each and how many of the same came before. */
function counter(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const index = seen.get(name) ?? 0;
    seen.set(name, index + 1);
    return `${name}:${index}`;
  };
}

function reuse(child: ChildNode | undefined, node: Node): ChildNode | null {
  if (child === undefined) return null;
  if (typeof node === 'string') {
    if (!(child instanceof Text)) return null;
    if (child.data !== node) child.data = node;
    return child;
  }
  const previous = child instanceof Element ? rendered.get(child) : undefined;
  // What was not built anew shows the same.
  if (previous === node) return child;
  if (!(child instanceof Element) || previous?.tag !== node.tag) return null;
  update(child, previous, node);
  return child;
}

function create(document: Document, node: Node): ChildNode {
  if (typeof node === 'string') return document.createTextNode(node);
  const element =
    node.namespace === null
      ? document.createElement(node.tag)
      : document.createElementNS(node.namespace, node.tag);
  update(element, null, node);
  return element;
}

function update(element: Element, previous: ElementNode | null, node: ElementNode): void {
  rendered.set(element, node);
  updateAttributes(element, previous?.attributes ?? new Map<string, string>(), node.attributes);
  for (const type of node.listeners.keys()) {
    if (previous?.listeners.has(type) !== true) element.addEventListener(type, runListener);
  }
  renderChildren(element, node.children);
  // After the children: the value of a range depends on its limits, that of a list on its options.
  for (const [name, value] of node.properties) {
    // A reader opens and closes a disclosure before its event tells the state: only a change of the state is followed.
    if (name === 'open' && previous?.properties.get(name) === value) continue;
    if (Reflect.get(element, name) !== value) Reflect.set(element, name, value);
  }
}

function updateAttributes(
  element: Element,
  previous: ReadonlyMap<string, string>,
  next: ReadonlyMap<string, string>,
): void {
  for (const name of previous.keys()) {
    if (!next.has(name)) element.removeAttribute(name);
  }
  for (const [name, value] of next) {
    if (previous.get(name) !== value || !element.hasAttribute(name)) element.setAttribute(name, value);
  }
}

/** One function for all elements: it runs the listener of the latest rendering. */
function runListener(this: unknown, event: Event): void {
  const element = event.currentTarget;
  if (element instanceof Element) rendered.get(element)?.listeners.get(event.type)?.(event);
}
