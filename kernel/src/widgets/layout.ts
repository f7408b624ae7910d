/** A layout that several widgets share. */
import { layoutKind } from './layout-kind.js';
import { maker } from './make.js';
import type * as m from './models.js';

/**
 * Size and place of widgets, in CSS. One of a widget's own: `slider({ layout: { width: '50%' } })`.
 *
 * @example
 * const wide = layout({ width: '100%' });
 * vbox([slider({ layout: wide }), text({ layout: wide })])
 */
export const layout = maker<m.Layout, m.LayoutState>(layoutKind);
