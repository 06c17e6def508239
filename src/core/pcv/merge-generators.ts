/** Runs generators side by side: yields their values as they come and returns their results in the given order. */
export async function* mergeGenerators<Value, Result>(
  generators: readonly AsyncGenerator<Value, Result>[],
): AsyncGenerator<Value, Result[]> {
  const results = new Map<number, Result>();
  const pending = new Map(generators.map((generator, index) => [index, advance(generator, index)]));
  while (pending.size > 0) {
    const { index, step } = await Promise.race(pending.values());
    const generator = generators[index];
    if (step.done === true || generator === undefined) {
      pending.delete(index);
      if (step.done === true) results.set(index, step.value);
      continue;
    }
    pending.set(index, advance(generator, index));
    yield step.value;
  }
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

interface Advanced<Value, Result> {
  readonly index: number;
  readonly step: IteratorResult<Value, Result>;
}

async function advance<Value, Result>(
  generator: AsyncGenerator<Value, Result>,
  index: number,
): Promise<Advanced<Value, Result>> {
  return { index, step: await generator.next() };
}
