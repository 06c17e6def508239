/**
 * Bytes of one buffer that may be asked for. A page of text unpacks to kilobytes; a stream that unpacks to more than this
 * is a picture or a trap. Buffers lie outside of the heap, where the limits of a thread do not hold.
 */
const mostBytes = 64 * 1024 * 1024;

/** Must be loaded before the library: it takes what it finds. */
globalThis.Uint8Array = new Proxy(Uint8Array, {
  construct: (target, parameters: unknown[], newTarget): object => {
    const [length] = parameters;
    if (typeof length === 'number' && length > mostBytes) throw new RangeError('The buffer is too large.');
    return Reflect.construct(target, parameters, newTarget) as object;
  },
});

// The built-in one unpacks without a bound; without it the library unpacks by itself, into the buffers above.
Reflect.deleteProperty(globalThis, 'DecompressionStream');

// The text of a file needs nothing from outside, whatever the file says.
for (const name of ['fetch', 'WebSocket', 'EventSource', 'WebAssembly', 'eval']) {
  Reflect.deleteProperty(globalThis, name);
}
