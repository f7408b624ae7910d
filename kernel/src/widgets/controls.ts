/** The controls that hold one value, or none. Options are what ipywidgets calls them, in camel case. */
import { bounded, logarithmic, range } from './bounds.js';
import { kindOf, maker, named } from './make.js';
import type * as m from './models.js';
import type { Options } from './types.js';

/** A slider over whole numbers. */
export const intSlider = maker<m.IntSlider, m.IntSliderState>(kindOf('IntSlider', { rule: bounded }));
/** A slider over numbers. */
export const floatSlider = maker<m.FloatSlider, m.FloatSliderState>(kindOf('FloatSlider', { rule: bounded }));
/** A slider over powers: `min` and `max` are exponents of `base`. */
export const floatLogSlider = maker<m.FloatLogSlider, m.FloatLogSliderState>(
  kindOf('FloatLogSlider', { rule: logarithmic })
);
/** A slider with two handles, over whole numbers. */
export const intRangeSlider = maker<m.IntRangeSlider, m.IntRangeSliderState>(
  kindOf('IntRangeSlider', { rule: range })
);
/** A slider with two handles. */
export const floatRangeSlider = maker<m.FloatRangeSlider, m.FloatRangeSliderState>(
  kindOf('FloatRangeSlider', { rule: range })
);

/**
 * A slider: over whole numbers where all its numbers are whole, otherwise over all.
 *
 * @example
 * const epochs = slider({ min: 1, max: 50, value: 10, description: 'Epochs' });
 * epochs.on('value', value => console.log(value));
 */
export function slider(options: Options<m.FloatSliderState> = {}): m.FloatSlider {
  return isWhole(options) ? intSlider(options as Options<m.IntSliderState>) : floatSlider(options);
}

/** A slider with two handles: over whole numbers where all its numbers are whole. */
export function rangeSlider(options: Options<m.FloatRangeSliderState> = {}): m.FloatRangeSlider {
  return isWhole(options)
    ? intRangeSlider(options as Options<m.IntRangeSliderState>)
    : floatRangeSlider(options);
}

export const intProgress = maker<m.IntProgress, m.IntProgressState>(kindOf('IntProgress', { rule: bounded }));
export const floatProgress = maker<m.FloatProgress, m.FloatProgressState>(
  kindOf('FloatProgress', { rule: bounded })
);

/** A bar that shows how far something is. */
export function progress(options: Options<m.FloatProgressState> = {}): m.FloatProgress {
  return floatProgress(options);
}

export const intText = maker<m.IntText, m.IntTextState>(kindOf('IntText'));
export const floatText = maker<m.FloatText, m.FloatTextState>(kindOf('FloatText'));
/** A field for a whole number from `min` to `max`. */
export const boundedIntText = maker<m.BoundedIntText, m.BoundedIntTextState>(
  kindOf('BoundedIntText', { rule: bounded })
);
/** A field for a number from `min` to `max`. */
export const boundedFloatText = maker<m.BoundedFloatText, m.BoundedFloatTextState>(
  kindOf('BoundedFloatText', { rule: bounded })
);

export const checkbox = maker<m.Checkbox, m.CheckboxState>(kindOf('Checkbox'));
export const toggleButton = maker<m.ToggleButton, m.ToggleButtonState>(kindOf('ToggleButton'));
/** Says whether something is valid. */
export const valid = maker<m.Valid, m.ValidState>(kindOf('Valid'));

/** One line of text; the event `submit` is the Enter key. */
export const text = maker<m.Text, m.TextState>(kindOf('Text', named('submit')));
export const textarea = maker<m.Textarea, m.TextareaState>(kindOf('Textarea'));
export const password = maker<m.Password, m.PasswordState>(kindOf('Password', named('submit')));
/** One line of text with suggestions. */
export const combobox = maker<m.Combobox, m.ComboboxState>(kindOf('Combobox', named('submit')));
export const tagsInput = maker<m.TagsInput, m.TagsInputState>(kindOf('TagsInput'));
export const colorsInput = maker<m.ColorsInput, m.ColorsInputState>(kindOf('ColorsInput'));
export const intsInput = maker<m.IntsInput, m.IntsInputState>(kindOf('IntsInput'));
export const floatsInput = maker<m.FloatsInput, m.FloatsInputState>(kindOf('FloatsInput'));

/** A day, as `2026-11-26`. */
export const datePicker = maker<m.DatePicker, m.DatePickerState>(kindOf('DatePicker', { rule: bounded }));
/** A time of day, as `14:30`. */
export const timePicker = maker<m.Time, m.TimeState>(kindOf('Time', { rule: bounded }));
export const datetimePicker = maker<m.Datetime, m.DatetimeState>(kindOf('Datetime', { rule: bounded }));
export const colorPicker = maker<m.ColorPicker, m.ColorPickerState>(kindOf('ColorPicker'));

/** Its `value` are the files, with their bytes. */
export const fileUpload = maker<m.FileUpload, m.FileUploadState>(kindOf('FileUpload'));

/** Counts by itself from `min` to `max` while it plays. */
export const play = maker<m.Play, m.PlayState>(kindOf('Play', { rule: bounded }));

export const image = maker<m.Image, m.ImageState>(kindOf('Image'));
export const audio = maker<m.Audio, m.AudioState>(kindOf('Audio'));
export const video = maker<m.Video, m.VideoState>(kindOf('Video'));

const makeButton = maker<m.Button, m.ButtonState>(kindOf('Button', named('click')));
const makeLabel = maker<m.Label, m.LabelState>(kindOf('Label'));
const makeHtml = maker<m.HTML, m.HTMLState>(kindOf('HTML'));
const makeHtmlMath = maker<m.HTMLMath, m.HTMLMathState>(kindOf('HTMLMath'));

/**
 * A button; its event is `click`.
 *
 * @example
 * const go = button('Go');
 * go.on('click', () => console.log('clicked'));
 */
export function button(options: Options<m.ButtonState> | string = {}): m.Button {
  return makeButton(typeof options === 'string' ? { description: options } : options);
}

/** A text beside other controls. */
export function label(options: Options<m.LabelState> | string = {}): m.Label {
  return makeLabel(typeof options === 'string' ? { value: options } : options);
}

export function html(options: Options<m.HTMLState> | string = {}): m.HTML {
  return makeHtml(typeof options === 'string' ? { value: options } : options);
}

/** HTML with TeX between dollar signs. */
export function htmlMath(options: Options<m.HTMLMathState> | string = {}): m.HTMLMath {
  return makeHtmlMath(typeof options === 'string' ? { value: options } : options);
}

function isWhole({
  min,
  max,
  step,
  value
}: {
  min?: unknown;
  max?: unknown;
  step?: unknown;
  value?: unknown;
}): boolean {
  return [min, max, step, ...(Array.isArray(value) ? (value as unknown[]) : [value])].every(
    one => one === undefined || Number.isInteger(one)
  );
}
