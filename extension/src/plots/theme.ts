/** Tells charts that the colours of the page have changed. */
import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

/** Emitted after a theme's style sheet is in place. */
export type ThemeChanged = ISignal<unknown, unknown>;

export function useTheme(themeChanged: ThemeChanged | undefined, redraw: () => void): void {
  const latest = React.useRef(redraw);
  latest.current = redraw;
  React.useEffect(() => {
    if (!themeChanged) return;
    const onChanged = () => latest.current();
    themeChanged.connect(onChanged);
    return () => {
      themeChanged.disconnect(onChanged);
    };
  }, [themeChanged]);
}
