/** Layouts: as the front end has them, with one word for all four borders. */
import { models } from './models.js';
import type { Kind } from './widget.js';

export const layoutKind: Kind = {
  name: 'Layout',
  spec: models.Layout,
  rule: ({ border }, given) =>
    given.has('border')
      ? { borderTop: border, borderRight: border, borderBottom: border, borderLeft: border }
      : {}
};
