/** Draws Sonde's outputs: live runs, and every kind of result over the input it belongs to. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IThemeManager } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { UseSignal } from '@jupyterlab/ui-components';
import { isFinal, mime } from '@sonde/schema';
import * as React from 'react';
import { readRunView } from '../plots/read-view.js';
import { Run } from '../plots/run.js';
import { viewKinds } from '../plots/view-kinds.js';
import { ViewWidget, type ViewWidgetOptions } from '../plots/view-widget.js';
import { CommandIDs, IJobsFeed, IServiceClient } from '../tokens.js';

/** Before HTML (50) and pictures (80 and more), which travel in the same bundle for those who lack this extension. */
const rank = 30;

export const renderersPlugin: JupyterFrontEndPlugin<void> = {
  id: '@sonde/lab:renderers',
  description:
    'Draws runs as live curves, and results over the pictures, sounds, texts and tables they belong to.',
  autoStart: true,
  requires: [IRenderMimeRegistry, IJobsFeed, IServiceClient],
  optional: [IThemeManager, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    registry: IRenderMimeRegistry,
    feed: IJobsFeed,
    client: IServiceClient,
    themes: IThemeManager | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('sonde');
    const onStop = (id: string) => app.commands.execute(CommandIDs.stopJob, { id }) as Promise<void>;
    const fetchView = (id: string) => client.view(id);
    const add = <View,>(options: Omit<ViewWidgetOptions<View>, 'trans'>) =>
      registry.addFactory(
        {
          safe: true,
          mimeTypes: [options.mimeType],
          createRenderer: () => new ViewWidget({ ...options, trans })
        },
        rank
      );

    add({
      mimeType: mime.run,
      read: readRunView,
      draw: view => {
        // A run that has not ended is worth watching: its state may change without its cell.
        if (!isFinal(view.state)) feed.start();
        return (
          <UseSignal signal={feed.changed}>
            {() => (
              <Run
                view={view}
                fetchView={fetchView}
                job={feed.list.jobs.get(view.job)}
                onStop={onStop}
                themeChanged={themes?.themeChanged}
                trans={trans}
              />
            )}
          </UseSignal>
        );
      }
    });
    const context = { trans, themeChanged: themes?.themeChanged };
    for (const { mimeType, draw } of viewKinds) {
      add({ mimeType, read: value => draw(value, context), draw: drawing => drawing });
    }
  }
};
