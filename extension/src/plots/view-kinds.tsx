/** Every view that needs nothing but itself: how it is read and how it is drawn. A gallery draws its items with these. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { mime, toErrorRecord, type GalleryView } from '@sonde/schema';
import * as React from 'react';
import { Failure } from '../notices/failure.js';
import { Boxes } from './boxes.js';
import { Confusion } from './confusion.js';
import { Forecast } from './forecast.js';
import { Gallery, plainText } from './gallery.js';
import { Images } from './images.js';
import { Keypoints } from './keypoints.js';
import { Labels } from './labels.js';
import { Masks } from './masks.js';
import {
  readGalleryView,
  readRegionsView,
  readSeriesView,
  readSpansView,
  readTableView,
  readTensorView
} from './read-data-views.js';
import {
  readBoxesView,
  readImagesView,
  readKeypointsView,
  readMasksView,
  readWhyView
} from './read-picture-views.js';
import { readConfusionView, readLabelsView } from './read-view.js';
import { Regions } from './regions.js';
import { Spans } from './spans.js';
import { Table } from './table.js';
import { Tensor } from './tensor.js';
import type { ThemeChanged } from './theme.js';
import { Why } from './why.js';

export interface DrawContext {
  trans: TranslationBundle;
  themeChanged?: ThemeChanged | undefined;
}

export interface ViewKind {
  mimeType: string;
  /** Reads and draws; throws a sentence when the value is not such a view. */
  draw: (value: unknown, context: DrawContext) => React.JSX.Element;
}

export const viewKinds: readonly ViewKind[] = [
  kind(mime.labels, readLabelsView, view => <Labels view={view} />),
  kind(mime.confusion, readConfusionView, (view, { trans }) => <Confusion view={view} trans={trans} />),
  kind(mime.boxes, readBoxesView, (view, { trans }) => <Boxes view={view} trans={trans} />),
  kind(mime.masks, readMasksView, (view, { trans }) => <Masks view={view} trans={trans} />),
  kind(mime.keypoints, readKeypointsView, (view, { trans }) => <Keypoints view={view} trans={trans} />),
  kind(mime.images, readImagesView, (view, { trans }) => <Images view={view} trans={trans} />),
  kind(mime.regions, readRegionsView, (view, { trans }) => <Regions view={view} trans={trans} />),
  kind(mime.spans, readSpansView, (view, { trans }) => <Spans view={view} trans={trans} />),
  kind(mime.table, readTableView, (view, { trans }) => <Table view={view} trans={trans} />),
  kind(mime.series, readSeriesView, (view, context) => <Forecast view={view} {...context} />),
  kind(mime.tensor, readTensorView, (view, { trans }) => <Tensor view={view} trans={trans} />),
  kind(mime.why, readWhyView, (view, { trans }) => <Why view={view} trans={trans} />),
  kind(mime.gallery, readGalleryView, (view, context) => (
    <Gallery view={view} drawItem={item => drawItem(item, context)} trans={context.trans} />
  ))
];

function kind<View>(
  mimeType: string,
  read: (value: unknown) => View,
  draw: (view: View, context: DrawContext) => React.JSX.Element
): ViewKind {
  return { mimeType, draw: (value, context) => draw(read(value), context) };
}

/** One of a gallery's results alone; one that cannot be drawn says so and leaves the others as they are. */
function drawItem(item: GalleryView['items'][number], context: DrawContext): React.JSX.Element {
  if (item.mime === plainText) {
    return <pre className="sonde-Gallery-text">{typeof item.view === 'string' ? item.view : ''}</pre>;
  }
  const found = viewKinds.find(({ mimeType }) => mimeType === item.mime);
  if (!found) {
    return (
      <p className="sonde-Stage-empty">
        {context.trans.__('This version of Sonde does not draw "%1".', item.mime)}
      </p>
    );
  }
  try {
    return found.draw(item.view, context);
  } catch (thrown) {
    return <Failure error={toErrorRecord(thrown)} role="alert" />;
  }
}
