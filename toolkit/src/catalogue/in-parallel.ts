/** Does something with each item, a few at a time, and answers in the items' order. The first failure ends it. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  limit: number,
  act: (item: Item, index: number) => Promise<Answer>
): Promise<Answer[]> {
  const answers = new Array<Answer>(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) answers[index] = await act(item, index);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return answers;
}
