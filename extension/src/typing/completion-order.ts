/** The list of completions as TypeScript orders it: names of the notebook, then what there is, then what must be imported. */
import { CompleterModel, type CompletionHandler } from '@jupyterlab/completer';

/** An item that knows its place; of the others Lab's order stands, behind. */
export interface PlacedItem extends CompletionHandler.ICompletionItem {
  place?: number;
}

/** JupyterLab's own list is by the alphabet. */
export class OrderedCompletions extends CompleterModel {
  override completionItems(): CompletionHandler.ICompletionItems {
    this.processedItemsCache ??= inOrder(super.completionItems(), this.query);
    return this.processedItemsCache;
  }
}

/** First what begins as what is typed; what only has its letters somewhere comes last. */
export function inOrder(items: readonly PlacedItem[], query: string): PlacedItem[] {
  const typed = query.toLowerCase();
  const nearness = ({ insertText = '' }: PlacedItem) =>
    insertText.startsWith(query) ? 0 : insertText.toLowerCase().startsWith(typed) ? 1 : 2;
  const place = (item: PlacedItem) => item.place ?? items.length;
  return [...items].sort((a, b) => nearness(a) - nearness(b) || place(a) - place(b));
}
