type Listener = (event: Event) => void;

/** One element or text to be shown. Text reaches the page as a text node, never as markup. */
export type Node = ElementNode | string;

export interface ElementNode {
  readonly tag: string;
  readonly namespace: string | null;
  /** Tells siblings apart from one rendering to the next. */
  readonly key: string | null;
  readonly attributes: ReadonlyMap<string, string>;
  readonly properties: ReadonlyMap<string, unknown>;
  readonly listeners: ReadonlyMap<string, Listener>;
  readonly children: readonly Node[];
}

type AttributeValue = string | number | boolean | null | undefined;

/** What an element gets: attributes as in markup; `key`; DOM properties under `set`; listeners under `on`. */
export interface Attributes {
  readonly key?: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly on?: Readonly<Record<string, Listener>>;
  readonly [attribute: string]: AttributeValue | Readonly<Record<string, unknown>>;
}

export type Child = Node | null | undefined | false | readonly Child[];

const svgNamespace = 'http://www.w3.org/2000/svg';

/** An HTML element. `true` sets an attribute without a value; `false`, null and undefined leave it out. */
export function h(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): ElementNode {
  return element(null, tag, attributes, children);
}

/** An SVG element. */
export function svg(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): ElementNode {
  return element(svgNamespace, tag, attributes, children);
}

function element(
  namespace: string | null,
  tag: string,
  { key, set, on, ...rest }: Attributes,
  children: readonly Child[],
): ElementNode {
  const attributes = new Map<string, string>();
  for (const [name, value] of Object.entries(rest)) {
    const text = attributeText(value);
    if (text !== null) attributes.set(name, text);
  }
  return {
    tag,
    namespace,
    key: key ?? null,
    attributes,
    properties: new Map(Object.entries(set ?? {})),
    listeners: new Map(Object.entries(on ?? {})),
    children: flatten(children),
  };
}

function attributeText(value: Attributes[string]): string | null {
  if (value === true) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

/** Drops what is absent and joins neighbouring texts, so that every text is one text node. */
function flatten(children: readonly Child[]): readonly Node[] {
  const nodes: Node[] = [];
  for (const child of (children as readonly unknown[]).flat(Infinity) as readonly Exclude<
    Child,
    readonly Child[]
  >[]) {
    if (child === null || child === undefined || child === false || child === '') continue;
    const previous = nodes.at(-1);
    if (typeof child === 'string' && typeof previous === 'string') nodes[nodes.length - 1] = previous + child;
    else nodes.push(child);
  }
  return nodes;
}
