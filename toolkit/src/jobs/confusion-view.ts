/** The confusion matrix of a finished training, as a view that shows itself; undefined where numbers are predicted. */
import { jupyterDisplay, type ConfusionView, type Displayable, type JobRecord } from '@sonde/schema';
import type { ClassResult } from '../modules/define-module.js';
import { confusionBundle } from '../plots/confusion-bundle.js';

export function confusionView({ title, result }: JobRecord): (ConfusionView & Displayable) | undefined {
  const { labels, confusion, accuracy } = (result ?? {}) as Partial<ClassResult>;
  if (!labels || !confusion || accuracy === undefined) return undefined;
  const view: ConfusionView = { title, labels, counts: confusion, accuracy };
  return Object.defineProperty(view, jupyterDisplay, {
    value: () => confusionBundle(view)
  }) as ConfusionView & Displayable;
}
