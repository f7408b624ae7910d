import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { nullTranslator } from '@jupyterlab/translation';
import { mime, SondeError } from '@sonde/schema';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import type { ViewKind } from './view-kinds.js';

const trans = nullTranslator.load('sonde');
const hostile = '<script>alert(1)</script>';
const image = 'data:image/png;base64,iVBORw0KGgo=';
const picture = { image, width: 100, height: 50, footnote: 'onnx, 8 ms' };

const boxes = {
  ...picture,
  title: 'cat.jpg',
  boxes: [
    { label: 'cat', score: 0.9, x: 10, y: 5, width: 40, height: 30 },
    { label: hostile, score: 0.2, x: 60, y: 5, width: 10, height: 10 }
  ]
};
const views: Record<string, unknown> = {
  [mime.boxes]: boxes,
  [mime.masks]: { ...picture, masks: [{ label: 'sky', share: 0.4, mask: image }] },
  [mime.keypoints]: {
    ...picture,
    bodies: [
      {
        score: 0.9,
        points: [
          { name: 'nose', x: 1, y: 2, score: 0.9 },
          { name: 'eye', x: 3, y: 4, score: 0.3 }
        ]
      }
    ],
    lines: [['nose', 'eye']]
  },
  [mime.images]: {
    images: [
      { caption: 'before', image, width: 10, height: 5 },
      { caption: 'after', image, width: 20, height: 10 }
    ]
  },
  [mime.regions]: {
    audio: 'data:audio/wav;base64,UklGRg==',
    seconds: 10,
    rate: 8000,
    waveform: [[-0.5, 0.5]],
    regions: [{ start: 2, end: 4, label: 'speech', score: 0.8 }],
    curve: {
      label: 'probability',
      points: [
        [0, 0.1],
        [3, 0.9],
        [5, null]
      ]
    }
  },
  [mime.spans]: {
    text: `Ada ${hostile} in London`,
    spans: [
      { start: 0, end: 3, label: 'person' },
      { start: 33, end: 900, label: 'place', score: 0.5 }
    ]
  },
  [mime.table]: {
    columns: [{ name: 'id' }, { name: 'price', unit: 'EUR' }],
    rows: [
      [1, 30],
      [2, null],
      [3, 4]
    ],
    total: 10
  },
  [mime.tensor]: {
    shape: [2, 2],
    dtype: 'float32',
    min: 0,
    max: 3,
    mean: 1.5,
    values: [0, 1, 2, null]
  },
  [mime.why]: {
    ...picture,
    label: 'cat',
    probability: 0.8,
    heat: [
      [0, 0.5],
      [-0.1, 0]
    ],
    method: 'covered'
  },
  [mime.gallery]: {
    items: [
      { title: 'one.jpg', mime: mime.boxes, view: boxes },
      { title: 'two.jpg', mime: 'text/plain', view: 'There is no "two.jpg"' },
      { title: 'three.jpg', mime: mime.boxes, view: { image: 'https://example.org/x.png' } }
    ]
  }
};

let kinds: readonly ViewKind[];
beforeAll(async () => {
  jest.spyOn(HTMLMediaElement.prototype, 'pause').mockReturnValue();
  // jsdom lacks it, and the chart asks for it as soon as it is imported.
  window.matchMedia = (() => ({ addEventListener: () => undefined })) as never;
  ({ viewKinds: kinds } = await import('./view-kinds.js'));
});

let root: Root | undefined;
afterEach(() => {
  flushSync(() => root?.unmount());
  document.body.replaceChildren();
});

function draw(type: string, view: unknown = views[type]): HTMLElement {
  const kind = kinds.find(({ mimeType }) => mimeType === type);
  const node = document.body.appendChild(document.createElement('div'));
  root = createRoot(node);
  flushSync(() => root?.render(kind?.draw(view, { trans })));
  return node;
}

const all = (node: HTMLElement, selector: string): HTMLElement[] => [
  ...node.querySelectorAll<HTMLElement>(selector)
];
const options = (node: HTMLElement): HTMLElement[] => all(node, '[role="option"]');
const press = (node: Element | null, key: string): void =>
  flushSync(() => void node?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
const click = (node: Element | null | undefined): void => flushSync(() => (node as HTMLElement).click());

function slide(node: HTMLElement, value: number): void {
  const input = node.querySelector('input')!;
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  flushSync(() => {
    set?.call(input, String(value));
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

describe('results', () => {
  it.each(Object.keys(views))('%s is drawn, with markup as text', type => {
    const node = draw(type);
    expect(node.querySelector('figure')).not.toBeNull();
    expect(node.querySelector('script')).toBeNull();
    expect(node.innerHTML).not.toMatch(/NaN%|undefined/);
  });

  it.each(Object.keys(views))('%s of the wrong kind ends in a sentence', type => {
    const kind = kinds.find(({ mimeType }) => mimeType === type);
    for (const wrong of [undefined, 7, [], {}, { image: 'https://example.org/x.png', boxes: [] }]) {
      expect(() => kind?.draw(wrong, { trans })).toThrow(SondeError);
    }
  });
});

describe('boxes', () => {
  it('mark the box of the entry that has the focus, and say its values', () => {
    const node = draw(mime.boxes);
    flushSync(() => options(node)[0]?.focus());
    expect(node.querySelector('[role="tooltip"]')?.textContent).toContain('score 90.0 %');
    expect(node.querySelector('[role="tooltip"]')?.textContent).toContain('left 10, top 5');
    expect(all(node, 'rect.sonde-mod-active')).toHaveLength(1);
    press(document.activeElement, 'ArrowDown');
    expect(document.activeElement).toBe(options(node)[1]);
    expect(node.querySelector('[role="tooltip"]')?.textContent).toContain(hostile);
  });

  it('are one stop of the Tab key', () => {
    expect(options(draw(mime.boxes)).map(item => item.tabIndex)).toEqual([0, -1]);
  });

  it('below the threshold are left out', () => {
    const node = draw(mime.boxes);
    slide(node, 50);
    expect(all(node, 'rect')).toHaveLength(1);
    expect(node.querySelector('output')?.textContent).toBe('50.0 %: 1 of 2');
    slide(node, 100);
    expect(node.textContent).toContain('Nothing above this score.');
  });

  it('say so when there are none', () => {
    expect(draw(mime.boxes, { ...boxes, boxes: [] }).textContent).toContain('Nothing found.');
  });
});

describe('pictures', () => {
  it('of the same proportions are compared, or shown side by side', () => {
    const node = draw(mime.images);
    slide(node, 30);
    expect(all(node, 'img')[1]?.style.clipPath).toBe('inset(0 70% 0 0)');
    click(node.querySelector('button'));
    expect(node.querySelector('input')).toBeNull();
    expect(all(node, 'img')).toHaveLength(2);
  });

  it('of other proportions are shown side by side only', () => {
    const images = [
      { caption: 'a', image, width: 10, height: 10 },
      { caption: 'b', image, width: 20, height: 10 }
    ];
    expect(draw(mime.images, { images }).querySelector('button')).toBeNull();
  });
});

describe('a sound', () => {
  it('moves its cursor with the keys, and to a region that is opened', () => {
    const node = draw(mime.regions);
    const slider = node.querySelector('[role="slider"]');
    press(slider, 'ArrowRight');
    expect(slider?.getAttribute('aria-valuenow')).toBe('0.2');
    click(options(node)[0]);
    expect(slider?.getAttribute('aria-valuenow')).toBe('2');
    expect(node.textContent).toContain('speech · probability 90.0 %');
    expect(node.querySelector('audio')?.currentTime).toBe(2);
  });

  it('is played by the button', () => {
    const play = jest.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
    const node = draw(mime.regions);
    click(node.querySelector('button[aria-label="Play"]'));
    expect(play).toHaveBeenCalledTimes(1);
  });

  it('that is not in the notebook is not fetched', () => {
    const node = draw(mime.regions, {
      ...(views[mime.regions] as object),
      audio: 'https://example.org/a.wav'
    });
    expect(node.querySelector('audio')).toBeNull();
  });
});

describe('a text', () => {
  it('marks its parts, inside the text only', () => {
    const marks = all(draw(mime.spans), 'mark');
    expect(marks.map(mark => mark.firstChild?.textContent)).toEqual(['Ada', 'London']);
    expect(marks[1]?.getAttribute('aria-description')).toContain('score 50.0 %');
  });
});

describe('a table', () => {
  it('sorts by the column that is clicked, what is missing last', () => {
    const node = draw(mime.table);
    const column = () => all(node, 'tbody tr').map(row => row.children[1]?.textContent);
    click(all(node, 'th button')[1]);
    expect(column()).toEqual(['4', '30', '']);
    click(all(node, 'th button')[1]);
    expect(column()).toEqual(['30', '4', '']);
    expect(node.textContent).toContain('7 more rows');
  });
});

describe('a tensor', () => {
  it('says the value that the arrow keys come to', () => {
    const node = draw(mime.tensor);
    press(node.querySelector('.sonde-Tensor-map'), 'ArrowDown');
    expect(node.textContent).toContain('[1, 0] 2');
  });
});

describe('a gallery', () => {
  it('opens an item, walks to the next and closes', () => {
    const node = draw(mime.gallery);
    expect(all(node, 'li button')).toHaveLength(3);
    click(all(node, 'li button')[0]);
    expect(options(node)).toHaveLength(2);
    press(node.querySelector('.sonde-Gallery-bar button'), 'ArrowRight');
    expect(node.querySelector('pre')?.textContent).toBe('There is no "two.jpg"');
    press(node.querySelector('.sonde-Gallery-bar button'), 'ArrowRight');
    expect(node.textContent).toContain('Cannot draw this output as a Sonde boxes view');
    press(node.querySelector('.sonde-Gallery-bar button'), 'Escape');
    expect(all(node, 'li button')).toHaveLength(3);
  });
});
