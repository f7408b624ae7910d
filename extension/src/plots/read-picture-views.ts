/** Reads views in which something is drawn over a picture. */
import type { BoxesView, ImagesView, KeypointsView, MasksView, PictureView, WhyView } from '@sonde/schema';
import { dataImage, list, number, optionalNumber, optionalText, record, text, wrong } from './fields.js';

export function readBoxesView(value: unknown): BoxesView {
  const view = record(value, 'boxes');
  const boxes = list(view['boxes'], 'boxes', 'boxes').map((each, i) => {
    const at = `boxes[${i}]`;
    const box = record(each, 'boxes', at);
    return {
      label: text(box['label'], 'boxes', `${at}.label`),
      score: number(box['score'], 'boxes', `${at}.score`),
      x: number(box['x'], 'boxes', `${at}.x`),
      y: number(box['y'], 'boxes', `${at}.y`),
      width: Math.max(0, number(box['width'], 'boxes', `${at}.width`)),
      height: Math.max(0, number(box['height'], 'boxes', `${at}.height`))
    };
  });
  return { ...readPicture(view, 'boxes'), boxes };
}

export function readMasksView(value: unknown): MasksView {
  const view = record(value, 'masks');
  const masks = list(view['masks'], 'masks', 'masks').map((each, i) => {
    const mask = record(each, 'masks', `masks[${i}]`);
    const score = optionalNumber(mask['score']);
    const image = dataImage(mask['mask']);
    if (image === undefined) throw wrong('masks', `masks[${i}].mask`);
    return {
      label: text(mask['label'], 'masks', `masks[${i}].label`),
      share: number(mask['share'], 'masks', `masks[${i}].share`),
      mask: image,
      ...(score !== undefined && { score })
    };
  });
  return { ...readPicture(view, 'masks'), masks };
}

export function readKeypointsView(value: unknown): KeypointsView {
  const view = record(value, 'keypoints');
  const bodies = list(view['bodies'], 'keypoints', 'bodies').map((each, i) => {
    const body = record(each, 'keypoints', `bodies[${i}]`);
    const points = list(body['points'], 'keypoints', `bodies[${i}].points`).map((one, j) => {
      const at = `bodies[${i}].points[${j}]`;
      const point = record(one, 'keypoints', at);
      return {
        name: text(point['name'], 'keypoints', `${at}.name`),
        x: number(point['x'], 'keypoints', `${at}.x`),
        y: number(point['y'], 'keypoints', `${at}.y`),
        score: number(point['score'], 'keypoints', `${at}.score`)
      };
    });
    return { score: number(body['score'], 'keypoints', `bodies[${i}].score`), points };
  });
  const lines = list(view['lines'], 'keypoints', 'lines').map((pair, i) => {
    const [from, to] = list(pair, 'keypoints', `lines[${i}]`);
    return [text(from, 'keypoints', `lines[${i}]`), text(to, 'keypoints', `lines[${i}]`)] as [string, string];
  });
  return { ...readPicture(view, 'keypoints'), bodies, lines };
}

export function readWhyView(value: unknown): WhyView {
  const view = record(value, 'why');
  const heat = list(view['heat'], 'why', 'heat').map((row, y) =>
    list(row, 'why', `heat[${y}]`).map((cell, x) => number(cell, 'why', `heat[${y}][${x}]`))
  );
  const columns = heat[0]?.length ?? 0;
  if (columns === 0 || heat.some(row => row.length !== columns)) throw wrong('why', 'heat');
  return {
    ...readPicture(view, 'why'),
    label: text(view['label'], 'why', 'label'),
    probability: number(view['probability'], 'why', 'probability'),
    heat,
    method: text(view['method'], 'why', 'method')
  };
}

export function readImagesView(value: unknown): ImagesView {
  const view = record(value, 'images');
  const images = list(view['images'], 'images', 'images').map((each, i) => {
    const one = record(each, 'images', `images[${i}]`);
    const { image, width, height } = readPicture(one, 'images');
    return { caption: text(one['caption'], 'images', `images[${i}].caption`), image, width, height };
  });
  return { title: optionalText(view['title']), images, footnote: optionalText(view['footnote']) };
}

function readPicture(view: Record<string, unknown>, name: string): PictureView {
  const image = dataImage(view['image']);
  if (image === undefined) throw wrong(name, 'image');
  const [width, height] = [number(view['width'], name, 'width'), number(view['height'], name, 'height')];
  if (!(width > 0 && height > 0)) throw wrong(name, 'width');
  return {
    title: optionalText(view['title']),
    image,
    width,
    height,
    footnote: optionalText(view['footnote'])
  };
}
