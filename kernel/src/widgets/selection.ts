/** The controls that choose among options: the front end knows the labels and an index, cells see the values. */
import { chosenEnds, chosenOne, chosenSeveral } from './choice-rules.js';
import { kindOf } from './make.js';
import type { Attribute } from './model-spec.js';
import type * as m from './models.js';
import type { Control, Options } from './types.js';
import { ModelWidget, type State } from './widget.js';

/** The values to choose among; or by the labels that are shown for them. */
export type Choices<T> = readonly T[] | Readonly<Record<string, T>> | ReadonlyMap<string, T>;

/** What a choice of one has beside the state `S` of its control. */
export type ChoiceState<S, T> = Omit<S, 'index'> & {
  options: Choices<T>;
  /** The chosen one. */
  value: T | null;
  /** Its label. */
  label: string | null;
  /** Its place among the options. */
  index: number | null;
};

/** What a choice of any number has. */
export type MultipleState<S, T> = Omit<S, 'index'> & {
  options: Choices<T>;
  value: readonly T[];
  label: readonly string[];
  index: readonly number[];
};

export type Choice<S, T> = Control<ChoiceState<S, T>> & ChoiceState<S, T>;
export type MultipleChoice<S, T> = Control<MultipleState<S, T>> & MultipleState<S, T>;

type ChoiceMaker<S> = <const T>(
  options: Omit<Options<S>, 'index'> & {
    options: Choices<T>;
    /** The chosen one; otherwise the first. */
    value?: NoInfer<T> | null;
    label?: string;
    index?: number | null;
  }
) => Choice<S, T>;

type MultipleMaker<S> = <const T>(
  options: Omit<Options<S>, 'index'> & {
    options: Choices<T>;
    /** The chosen ones. */
    value?: readonly NoInfer<T>[];
    index?: readonly number[];
  }
) => MultipleChoice<S, T>;

const local: Record<string, Attribute> = {
  options: { type: 'any', default: [], wire: '' },
  value: { type: 'any', default: null, wire: '', none: true },
  label: { type: 'any', default: null, wire: '', none: true }
};

/**
 * A list that opens.
 *
 * @example
 * const optimizer = dropdown({ options: ['sgd', 'adam'], value: 'adam' });
 * optimizer.on('value', value => console.log(value));
 */
export const dropdown = chooser<m.DropdownState>('Dropdown');
/** A list that is open. */
export const select = chooser<m.SelectState>('Select');
export const radioButtons = chooser<m.RadioButtonsState>('RadioButtons');
export const toggleButtons = chooser<m.ToggleButtonsState>('ToggleButtons');
export const selectionSlider = chooser<m.SelectionSliderState>('SelectionSlider');
/** A list of which any number can be chosen. */
export const selectMultiple = multiple<m.SelectMultipleState>('SelectMultiple');
/** A slider with two handles over a list: its value are the two ends. */
export const selectionRangeSlider = multiple<m.SelectionRangeSliderState>('SelectionRangeSlider');

function chooser<S>(name: Parameters<typeof kindOf>[0]): ChoiceMaker<S> {
  const kind = kindOf(name, { rule: chosenOne }, local);
  return ((options: State) => new ModelWidget(kind, options)) as unknown as ChoiceMaker<S>;
}

function multiple<S>(name: 'SelectMultiple' | 'SelectionRangeSlider'): MultipleMaker<S> {
  const kind = kindOf(name, { rule: name === 'SelectMultiple' ? chosenSeveral : chosenEnds }, local);
  return ((options: State) => new ModelWidget(kind, options)) as unknown as MultipleMaker<S>;
}
