/**
 * Base of our renderers: reads the view out of the output and draws it with React. Lab keeps the renderer when the
 * output is updated and only calls `renderModel` again, so an update changes what differs and nothing flickers.
 */
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { toErrorRecord } from '@sonde/schema';
import * as React from 'react';
import { ErrorNotice } from '../notices/error-notice.js';

export interface ViewWidgetOptions<View> {
  mimeType: string;
  /** Turns the JSON of the output into a view, or throws a sentence. */
  read: (value: unknown) => View;
  draw: (view: View) => React.JSX.Element;
  trans: TranslationBundle;
}

export class ViewWidget<View> extends ReactWidget implements IRenderMime.IRenderer {
  constructor(private readonly _options: ViewWidgetOptions<View>) {
    super();
    this.addClass('sonde-View');
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this._data = model.data[this._options.mimeType];
    this.update();
    return Promise.resolve();
  }

  protected override render(): React.JSX.Element {
    let view: View;
    try {
      view = this._options.read(this._data);
    } catch (thrown) {
      return <ErrorNotice error={toErrorRecord(thrown)} trans={this._options.trans} />;
    }
    return this._options.draw(view);
  }

  /** Off the page there is nothing to draw; attaching draws. */
  protected override onUpdateRequest(message: Message): void {
    if (this.isAttached) super.onUpdateRequest(message);
  }

  private _data: unknown;
}
