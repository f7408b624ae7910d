/**
 * What the stock controls of Jupyter hold. Generated from @jupyter-widgets/schema (BSD-3-Clause, Project Jupyter) by
 * generate-widget-models.mjs; not to be edited.
 */
import type { ModelSpec } from './model-spec.js';
import type { Control, DateText, TimeText, UploadedFile, Widget } from './types.js';

/** What every control has. */
export interface DomState {
  /** CSS classes applied to widget DOM element @defaultValue [] */
  domClasses: readonly string[];
  layout: Layout;
  /** Is widget tabbable? @defaultValue null */
  tabbable: boolean | null;
  /** A tooltip caption. @defaultValue null */
  tooltip: string | null;
}

/** What every control with a description has. */
export interface DescribedState extends DomState {
  /** Description of the control. @defaultValue "" */
  description: string;
  /** Accept HTML in the description. @defaultValue false */
  descriptionAllowHtml: boolean;
}

export interface LayoutState {
  /** The align-content CSS attribute. @defaultValue null */
  alignContent: "flex-start" | "flex-end" | "center" | "space-between" | "space-around" | "space-evenly" | "stretch" | "inherit" | "initial" | "unset" | null;
  /** The align-items CSS attribute. @defaultValue null */
  alignItems: "flex-start" | "flex-end" | "center" | "baseline" | "stretch" | "inherit" | "initial" | "unset" | null;
  /** The align-self CSS attribute. @defaultValue null */
  alignSelf: "auto" | "flex-start" | "flex-end" | "center" | "baseline" | "stretch" | "inherit" | "initial" | "unset" | null;
  /** The border bottom CSS attribute. @defaultValue null */
  borderBottom: string | null;
  /** The border left CSS attribute. @defaultValue null */
  borderLeft: string | null;
  /** The border right CSS attribute. @defaultValue null */
  borderRight: string | null;
  /** The border top CSS attribute. @defaultValue null */
  borderTop: string | null;
  /** The bottom CSS attribute. @defaultValue null */
  bottom: string | null;
  /** The display CSS attribute. @defaultValue null */
  display: string | null;
  /** The flex CSS attribute. @defaultValue null */
  flex: string | null;
  /** The flex-flow CSS attribute. @defaultValue null */
  flexFlow: string | null;
  /** The grid-area CSS attribute. @defaultValue null */
  gridArea: string | null;
  /** The grid-auto-columns CSS attribute. @defaultValue null */
  gridAutoColumns: string | null;
  /** The grid-auto-flow CSS attribute. @defaultValue null */
  gridAutoFlow: "column" | "row" | "row dense" | "column dense" | "inherit" | "initial" | "unset" | null;
  /** The grid-auto-rows CSS attribute. @defaultValue null */
  gridAutoRows: string | null;
  /** The grid-column CSS attribute. @defaultValue null */
  gridColumn: string | null;
  /** The grid-gap CSS attribute. @defaultValue null */
  gridGap: string | null;
  /** The grid-row CSS attribute. @defaultValue null */
  gridRow: string | null;
  /** The grid-template-areas CSS attribute. @defaultValue null */
  gridTemplateAreas: string | null;
  /** The grid-template-columns CSS attribute. @defaultValue null */
  gridTemplateColumns: string | null;
  /** The grid-template-rows CSS attribute. @defaultValue null */
  gridTemplateRows: string | null;
  /** The height CSS attribute. @defaultValue null */
  height: string | null;
  /** The justify-content CSS attribute. @defaultValue null */
  justifyContent: "flex-start" | "flex-end" | "center" | "space-between" | "space-around" | "inherit" | "initial" | "unset" | null;
  /** The justify-items CSS attribute. @defaultValue null */
  justifyItems: "flex-start" | "flex-end" | "center" | "inherit" | "initial" | "unset" | null;
  /** The left CSS attribute. @defaultValue null */
  left: string | null;
  /** The margin CSS attribute. @defaultValue null */
  margin: string | null;
  /** The max-height CSS attribute. @defaultValue null */
  maxHeight: string | null;
  /** The max-width CSS attribute. @defaultValue null */
  maxWidth: string | null;
  /** The min-height CSS attribute. @defaultValue null */
  minHeight: string | null;
  /** The min-width CSS attribute. @defaultValue null */
  minWidth: string | null;
  /** The object-fit CSS attribute. @defaultValue null */
  objectFit: "contain" | "cover" | "fill" | "scale-down" | "none" | null;
  /** The object-position CSS attribute. @defaultValue null */
  objectPosition: string | null;
  /** The order CSS attribute. @defaultValue null */
  order: string | null;
  /** The overflow CSS attribute. @defaultValue null */
  overflow: string | null;
  /** The padding CSS attribute. @defaultValue null */
  padding: string | null;
  /** The right CSS attribute. @defaultValue null */
  right: string | null;
  /** The top CSS attribute. @defaultValue null */
  top: string | null;
  /** The visibility CSS attribute. @defaultValue null */
  visibility: "visible" | "hidden" | "inherit" | "initial" | "unset" | null;
  /** The width CSS attribute. @defaultValue null */
  width: string | null;
  /** All four borders. @defaultValue null */
  border: string | null;
}
export interface Layout extends Control<LayoutState>, LayoutState {}

export interface AccordionState extends DomState {
  /** Use a predefined styling for the box. @defaultValue "" */
  boxStyle: "success" | "info" | "warning" | "danger" | "";
  /** List of widget children @defaultValue [] */
  children: readonly Widget[];
  /** The index of the selected page. This is either an integer selecting a particular sub-widget, or None to have no widgets selected. @defaultValue null */
  selectedIndex: number | null;
  /** Titles of the pages @defaultValue [] */
  titles: readonly string[];
}
export interface Accordion extends Control<AccordionState>, AccordionState {}

export interface AudioState extends DomState {
  /** When true, the audio starts when it's displayed @defaultValue true */
  autoplay: boolean;
  /** Specifies that audio controls should be displayed (such as a play/pause button etc) @defaultValue true */
  controls: boolean;
  /** The format of the audio. @defaultValue "mp3" */
  format: string;
  /** When true, the audio will start from the beginning after finishing @defaultValue true */
  loop: boolean;
  /** The media data as a memory view of bytes. */
  value: Uint8Array;
}
export interface Audio extends Control<AudioState>, AudioState {}

export interface BoundedFloatTextState extends DescribedState {
  /** Update the value as the user types. If False, update on submission, e.g., pressing Enter or navigating away. @defaultValue false */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Max value @defaultValue 100 */
  max: number;
  /** Min value @defaultValue 0 */
  min: number;
  /** Minimum step to increment the value @defaultValue null */
  step: number | null;
  /** Styling customizations */
  style: DescriptionStyle;
  /** Float value @defaultValue 0 */
  value: number;
}
export interface BoundedFloatText extends Control<BoundedFloatTextState>, BoundedFloatTextState {}

export interface BoundedIntTextState extends DescribedState {
  /** Update the value as the user types. If False, update on submission, e.g., pressing Enter or navigating away. @defaultValue false */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Max value @defaultValue 100 */
  max: number;
  /** Min value @defaultValue 0 */
  min: number;
  /** Minimum step to increment the value @defaultValue 1 */
  step: number;
  /** Styling customizations */
  style: DescriptionStyle;
  /** Int value @defaultValue 0 */
  value: number;
}
export interface BoundedIntText extends Control<BoundedIntTextState>, BoundedIntTextState {}

export interface BoxState extends DomState {
  /** Use a predefined styling for the box. @defaultValue "" */
  boxStyle: "success" | "info" | "warning" | "danger" | "";
  /** List of widget children @defaultValue [] */
  children: readonly Widget[];
}
export interface Box extends Control<BoxState>, BoxState {}

export interface ButtonState extends DescribedState {
  /** Use a predefined styling for the button. @defaultValue "" */
  buttonStyle: "primary" | "success" | "info" | "warning" | "danger" | "";
  /** Enable or disable user changes. @defaultValue false */
  disabled: boolean;
  /** Font-awesome icon names, without the 'fa-' prefix. @defaultValue "" */
  icon: string;
  style: ButtonStyle;
}
export interface Button extends Control<ButtonState, { click: Button }>, ButtonState {}

export interface ButtonStyleState {
  /** Color of the button @defaultValue null */
  buttonColor: string | null;
  /** Button text font family. @defaultValue null */
  fontFamily: string | null;
  /** Button text font size. @defaultValue null */
  fontSize: string | null;
  /** Button text font style. @defaultValue null */
  fontStyle: string | null;
  /** Button text font variant. @defaultValue null */
  fontVariant: string | null;
  /** Button text font weight. @defaultValue null */
  fontWeight: string | null;
  /** Button text color. @defaultValue null */
  textColor: string | null;
  /** Button text decoration. @defaultValue null */
  textDecoration: string | null;
}
export interface ButtonStyle extends Control<ButtonStyleState>, ButtonStyleState {}

export interface CheckboxState extends DescribedState {
  /** Enable or disable user changes. @defaultValue false */
  disabled: boolean;
  /** Indent the control to align with other controls with a description. @defaultValue true */
  indent: boolean;
  /** Styling customizations */
  style: CheckboxStyle;
  /** Bool value @defaultValue false */
  value: boolean;
}
export interface Checkbox extends Control<CheckboxState>, CheckboxState {}

export interface CheckboxStyleState {
  /** Background specifications. @defaultValue null */
  background: string | null;
  /** Width of the description to the side of the control. @defaultValue "" */
  descriptionWidth: string;
}
export interface CheckboxStyle extends Control<CheckboxStyleState>, CheckboxStyleState {}

export interface ColorPickerState extends DescribedState {
  /** Display short version with just a color selector. @defaultValue false */
  concise: boolean;
  /** Enable or disable user changes. @defaultValue false */
  disabled: boolean;
  /** Styling customizations */
  style: DescriptionStyle;
  /** The color value. @defaultValue "black" */
  value: string;
}
export interface ColorPicker extends Control<ColorPickerState>, ColorPickerState {}

export interface ColorsInputState extends DescribedState {
  /** @defaultValue true */
  allowDuplicates: boolean;
  /** @defaultValue [] */
  allowedTags: readonly unknown[];
  /** @defaultValue "" */
  placeholder: string;
  /** Styling customizations */
  style: DescriptionStyle;
  /** List of string tags @defaultValue [] */
  value: readonly string[];
}
export interface ColorsInput extends Control<ColorsInputState>, ColorsInputState {}

export interface ComboboxState extends DescribedState {
  /** Update the value as the user types. If False, update on submission, e.g., pressing Enter or navigating away. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** If set, ensure value is in options. Implies continuous_update=False. @defaultValue false */
  ensureOption: boolean;
  /** Dropdown options for the combobox @defaultValue [] */
  options: readonly string[];
  /** Placeholder text to display when nothing has been typed @defaultValue "" */
  placeholder: string;
  style: TextStyle;
  /** String value @defaultValue "" */
  value: string;
}
export interface Combobox extends Control<ComboboxState, { submit: Combobox }>, ComboboxState {}

export interface DatePickerState extends DescribedState {
  /** Enable or disable user changes. @defaultValue false */
  disabled: boolean;
  /** @defaultValue null */
  max: DateText | null;
  /** @defaultValue null */
  min: DateText | null;
  /** The date step to use for the picker, in days, or "any". @defaultValue 1 */
  step: number | 'any';
  /** Styling customizations */
  style: DescriptionStyle;
  /** @defaultValue null */
  value: DateText | null;
}
export interface DatePicker extends Control<DatePickerState>, DatePickerState {}

export interface DatetimeState extends DescribedState {
  /** Enable or disable user changes. @defaultValue false */
  disabled: boolean;
  /** @defaultValue null */
  max: Date | null;
  /** @defaultValue null */
  min: Date | null;
  /** Styling customizations */
  style: DescriptionStyle;
  /** @defaultValue null */
  value: Date | null;
}
export interface Datetime extends Control<DatetimeState>, DatetimeState {}

export interface DescriptionStyleState {
  /** Width of the description to the side of the control. @defaultValue "" */
  descriptionWidth: string;
}
export interface DescriptionStyle extends Control<DescriptionStyleState>, DescriptionStyleState {}

export interface DirectionalLinkState {
  /** The source (widget, 'trait_name') pair @defaultValue [] */
  source: readonly unknown[];
  /** The target (widget, 'trait_name') pair @defaultValue [] */
  target: readonly unknown[];
}
export interface DirectionalLink extends Control<DirectionalLinkState>, DirectionalLinkState {}

export interface DropdownState extends DescribedState {
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Selected index @defaultValue null */
  index: number | null;
  /** Styling customizations */
  style: DescriptionStyle;
}
export interface Dropdown extends Control<DropdownState>, DropdownState {}

export interface FileUploadState extends DescribedState {
  /** File types to accept, empty string for all @defaultValue "" */
  accept: string;
  /** Use a predefined styling for the button. @defaultValue "" */
  buttonStyle: "primary" | "success" | "info" | "warning" | "danger" | "";
  /** Enable or disable button @defaultValue false */
  disabled: boolean;
  /** Error message @defaultValue "" */
  error: string;
  /** Font-awesome icon name, without the 'fa-' prefix. @defaultValue "upload" */
  icon: string;
  /** If True, allow for multiple files upload @defaultValue false */
  multiple: boolean;
  style: ButtonStyle;
  /** The file upload value @defaultValue [] */
  value: readonly UploadedFile[];
}
export interface FileUpload extends Control<FileUploadState>, FileUploadState {}

export interface FloatLogSliderState extends DescribedState {
  /** Base for the logarithm @defaultValue 10 */
  base: number;
  /** Slider dragging behavior. @defaultValue "drag-tap" */
  behavior: "drag-tap" | "drag-snap" | "tap" | "drag" | "snap";
  /** Update the value of the widget as the user is holding the slider. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Max value for the exponent @defaultValue 4 */
  max: number;
  /** Min value for the exponent @defaultValue 0 */
  min: number;
  /** Vertical or horizontal. @defaultValue "horizontal" */
  orientation: "horizontal" | "vertical";
  /** Display the current value of the slider next to it. @defaultValue true */
  readout: boolean;
  /** Format for the readout @defaultValue ".3g" */
  readoutFormat: string;
  /** Minimum step in the exponent to increment the value @defaultValue 0.1 */
  step: number | null;
  style: SliderStyle;
  /** Float value @defaultValue 1 */
  value: number;
}
export interface FloatLogSlider extends Control<FloatLogSliderState>, FloatLogSliderState {}

export interface FloatProgressState extends DescribedState {
  /** Use a predefined styling for the progress bar. @defaultValue "" */
  barStyle: "success" | "info" | "warning" | "danger" | "" | null;
  /** Max value @defaultValue 100 */
  max: number;
  /** Min value @defaultValue 0 */
  min: number;
  /** Vertical or horizontal. @defaultValue "horizontal" */
  orientation: "horizontal" | "vertical";
  style: ProgressStyle;
  /** Float value @defaultValue 0 */
  value: number;
}
export interface FloatProgress extends Control<FloatProgressState>, FloatProgressState {}

export interface FloatRangeSliderState extends DescribedState {
  /** Slider dragging behavior. @defaultValue "drag-tap" */
  behavior: "drag-tap" | "drag-snap" | "tap" | "drag" | "snap";
  /** Update the value of the widget as the user is sliding the slider. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Max value @defaultValue 100 */
  max: number;
  /** Min value @defaultValue 0 */
  min: number;
  /** Vertical or horizontal. @defaultValue "horizontal" */
  orientation: "horizontal" | "vertical";
  /** Display the current value of the slider next to it. @defaultValue true */
  readout: boolean;
  /** Format for the readout @defaultValue ".2f" */
  readoutFormat: string;
  /** Minimum step to increment the value @defaultValue 0.1 */
  step: number | null;
  style: SliderStyle;
  /** Tuple of (lower, upper) bounds @defaultValue [0,1] */
  value: readonly [number, number];
}
export interface FloatRangeSlider extends Control<FloatRangeSliderState>, FloatRangeSliderState {}

export interface FloatSliderState extends DescribedState {
  /** Slider dragging behavior. @defaultValue "drag-tap" */
  behavior: "drag-tap" | "drag-snap" | "tap" | "drag" | "snap";
  /** Update the value of the widget as the user is holding the slider. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Max value @defaultValue 100 */
  max: number;
  /** Min value @defaultValue 0 */
  min: number;
  /** Vertical or horizontal. @defaultValue "horizontal" */
  orientation: "horizontal" | "vertical";
  /** Display the current value of the slider next to it. @defaultValue true */
  readout: boolean;
  /** Format for the readout @defaultValue ".2f" */
  readoutFormat: string;
  /** Minimum step to increment the value @defaultValue 0.1 */
  step: number | null;
  style: SliderStyle;
  /** Float value @defaultValue 0 */
  value: number;
}
export interface FloatSlider extends Control<FloatSliderState>, FloatSliderState {}

export interface FloatTextState extends DescribedState {
  /** Update the value as the user types. If False, update on submission, e.g., pressing Enter or navigating away. @defaultValue false */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Minimum step to increment the value @defaultValue null */
  step: number | null;
  /** Styling customizations */
  style: DescriptionStyle;
  /** Float value @defaultValue 0 */
  value: number;
}
export interface FloatText extends Control<FloatTextState>, FloatTextState {}

export interface FloatsInputState extends DescribedState {
  /** @defaultValue true */
  allowDuplicates: boolean;
  /** @defaultValue [] */
  allowedTags: readonly unknown[];
  /** @defaultValue ".1f" */
  format: string;
  /** @defaultValue null */
  max: number | null;
  /** @defaultValue null */
  min: number | null;
  /** @defaultValue "" */
  placeholder: string;
  /** Styling customizations */
  style: DescriptionStyle;
  /** Use a predefined styling for the tags. @defaultValue "" */
  tagStyle: "primary" | "success" | "info" | "warning" | "danger" | "";
  /** List of float tags @defaultValue [] */
  value: readonly number[];
}
export interface FloatsInput extends Control<FloatsInputState>, FloatsInputState {}

export interface GridBoxState extends DomState {
  /** Use a predefined styling for the box. @defaultValue "" */
  boxStyle: "success" | "info" | "warning" | "danger" | "";
  /** List of widget children @defaultValue [] */
  children: readonly Widget[];
}
export interface GridBox extends Control<GridBoxState>, GridBoxState {}

export interface HBoxState extends DomState {
  /** Use a predefined styling for the box. @defaultValue "" */
  boxStyle: "success" | "info" | "warning" | "danger" | "";
  /** List of widget children @defaultValue [] */
  children: readonly Widget[];
}
export interface HBox extends Control<HBoxState>, HBoxState {}

export interface HTMLMathState extends DescribedState {
  /** Placeholder text to display when nothing has been typed @defaultValue "" */
  placeholder: string;
  style: HTMLMathStyle;
  /** String value @defaultValue "" */
  value: string;
}
export interface HTMLMath extends Control<HTMLMathState>, HTMLMathState {}

export interface HTMLMathStyleState {
  /** Background specifications. @defaultValue null */
  background: string | null;
  /** Width of the description to the side of the control. @defaultValue "" */
  descriptionWidth: string;
  /** Text font size. @defaultValue null */
  fontSize: string | null;
  /** Text color @defaultValue null */
  textColor: string | null;
}
export interface HTMLMathStyle extends Control<HTMLMathStyleState>, HTMLMathStyleState {}

export interface HTMLState extends DescribedState {
  /** Placeholder text to display when nothing has been typed @defaultValue "" */
  placeholder: string;
  style: HTMLStyle;
  /** String value @defaultValue "" */
  value: string;
}
export interface HTML extends Control<HTMLState>, HTMLState {}

export interface HTMLStyleState {
  /** Background specifications. @defaultValue null */
  background: string | null;
  /** Width of the description to the side of the control. @defaultValue "" */
  descriptionWidth: string;
  /** Text font size. @defaultValue null */
  fontSize: string | null;
  /** Text color @defaultValue null */
  textColor: string | null;
}
export interface HTMLStyle extends Control<HTMLStyleState>, HTMLStyleState {}

export interface ImageState extends DomState {
  /** The format of the image. @defaultValue "png" */
  format: string;
  /** Height of the image in pixels. Use layout.height for styling the widget. @defaultValue "" */
  height: string;
  /** The media data as a memory view of bytes. */
  value: Uint8Array;
  /** Width of the image in pixels. Use layout.width for styling the widget. @defaultValue "" */
  width: string;
}
export interface Image extends Control<ImageState>, ImageState {}

export interface IntProgressState extends DescribedState {
  /** Use a predefined styling for the progress bar. @defaultValue "" */
  barStyle: "success" | "info" | "warning" | "danger" | "";
  /** Max value @defaultValue 100 */
  max: number;
  /** Min value @defaultValue 0 */
  min: number;
  /** Vertical or horizontal. @defaultValue "horizontal" */
  orientation: "horizontal" | "vertical";
  style: ProgressStyle;
  /** Int value @defaultValue 0 */
  value: number;
}
export interface IntProgress extends Control<IntProgressState>, IntProgressState {}

export interface IntRangeSliderState extends DescribedState {
  /** Slider dragging behavior. @defaultValue "drag-tap" */
  behavior: "drag-tap" | "drag-snap" | "tap" | "drag" | "snap";
  /** Update the value of the widget as the user is sliding the slider. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Max value @defaultValue 100 */
  max: number;
  /** Min value @defaultValue 0 */
  min: number;
  /** Vertical or horizontal. @defaultValue "horizontal" */
  orientation: "horizontal" | "vertical";
  /** Display the current value of the slider next to it. @defaultValue true */
  readout: boolean;
  /** Format for the readout @defaultValue "d" */
  readoutFormat: string;
  /** Minimum step that the value can take @defaultValue 1 */
  step: number;
  /** Slider style customizations. */
  style: SliderStyle;
  /** Tuple of (lower, upper) bounds @defaultValue [0,1] */
  value: readonly [number, number];
}
export interface IntRangeSlider extends Control<IntRangeSliderState>, IntRangeSliderState {}

export interface IntSliderState extends DescribedState {
  /** Slider dragging behavior. @defaultValue "drag-tap" */
  behavior: "drag-tap" | "drag-snap" | "tap" | "drag" | "snap";
  /** Update the value of the widget as the user is holding the slider. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Max value @defaultValue 100 */
  max: number;
  /** Min value @defaultValue 0 */
  min: number;
  /** Vertical or horizontal. @defaultValue "horizontal" */
  orientation: "horizontal" | "vertical";
  /** Display the current value of the slider next to it. @defaultValue true */
  readout: boolean;
  /** Format for the readout @defaultValue "d" */
  readoutFormat: string;
  /** Minimum step to increment the value @defaultValue 1 */
  step: number;
  style: SliderStyle;
  /** Int value @defaultValue 0 */
  value: number;
}
export interface IntSlider extends Control<IntSliderState>, IntSliderState {}

export interface IntTextState extends DescribedState {
  /** Update the value as the user types. If False, update on submission, e.g., pressing Enter or navigating away. @defaultValue false */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Minimum step to increment the value @defaultValue 1 */
  step: number;
  /** Styling customizations */
  style: DescriptionStyle;
  /** Int value @defaultValue 0 */
  value: number;
}
export interface IntText extends Control<IntTextState>, IntTextState {}

export interface IntsInputState extends DescribedState {
  /** @defaultValue true */
  allowDuplicates: boolean;
  /** @defaultValue [] */
  allowedTags: readonly unknown[];
  /** @defaultValue "d" */
  format: string;
  /** @defaultValue null */
  max: number | null;
  /** @defaultValue null */
  min: number | null;
  /** @defaultValue "" */
  placeholder: string;
  /** Styling customizations */
  style: DescriptionStyle;
  /** Use a predefined styling for the tags. @defaultValue "" */
  tagStyle: "primary" | "success" | "info" | "warning" | "danger" | "";
  /** List of int tags @defaultValue [] */
  value: readonly number[];
}
export interface IntsInput extends Control<IntsInputState>, IntsInputState {}

export interface LabelState extends DescribedState {
  /** Placeholder text to display when nothing has been typed @defaultValue "" */
  placeholder: string;
  style: LabelStyle;
  /** String value @defaultValue "" */
  value: string;
}
export interface Label extends Control<LabelState>, LabelState {}

export interface LabelStyleState {
  /** Background specifications. @defaultValue null */
  background: string | null;
  /** Width of the description to the side of the control. @defaultValue "" */
  descriptionWidth: string;
  /** Label text font family. @defaultValue null */
  fontFamily: string | null;
  /** Text font size. @defaultValue null */
  fontSize: string | null;
  /** Label text font style. @defaultValue null */
  fontStyle: string | null;
  /** Label text font variant. @defaultValue null */
  fontVariant: string | null;
  /** Label text font weight. @defaultValue null */
  fontWeight: string | null;
  /** Text color @defaultValue null */
  textColor: string | null;
  /** Label text decoration. @defaultValue null */
  textDecoration: string | null;
}
export interface LabelStyle extends Control<LabelStyleState>, LabelStyleState {}

export interface LinkState {
  /** The source (widget, 'trait_name') pair @defaultValue [] */
  source: readonly unknown[];
  /** The target (widget, 'trait_name') pair @defaultValue [] */
  target: readonly unknown[];
}
export interface Link extends Control<LinkState>, LinkState {}

export interface PasswordState extends DescribedState {
  /** Update the value as the user types. If False, update on submission, e.g., pressing Enter or navigating away. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Placeholder text to display when nothing has been typed @defaultValue "" */
  placeholder: string;
  style: TextStyle;
  /** String value @defaultValue "" */
  value: string;
}
export interface Password extends Control<PasswordState, { submit: Password }>, PasswordState {}

export interface PlayState extends DescribedState {
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** The time between two animation steps (ms). @defaultValue 100 */
  interval: number;
  /** Max value @defaultValue 100 */
  max: number;
  /** Min value @defaultValue 0 */
  min: number;
  /** Whether the control is currently playing. @defaultValue false */
  playing: boolean;
  /** Whether the control will repeat in a continuous loop. @defaultValue false */
  repeat: boolean;
  /** Show the repeat toggle button in the widget. @defaultValue true */
  showRepeat: boolean;
  /** Increment step @defaultValue 1 */
  step: number;
  /** Styling customizations */
  style: DescriptionStyle;
  /** Int value @defaultValue 0 */
  value: number;
}
export interface Play extends Control<PlayState>, PlayState {}

export interface ProgressStyleState {
  /** Color of the progress bar. @defaultValue null */
  barColor: string | null;
  /** Width of the description to the side of the control. @defaultValue "" */
  descriptionWidth: string;
}
export interface ProgressStyle extends Control<ProgressStyleState>, ProgressStyleState {}

export interface RadioButtonsState extends DescribedState {
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Selected index @defaultValue null */
  index: number | null;
  /** Vertical or horizontal. @defaultValue "vertical" */
  orientation: "horizontal" | "vertical";
  /** Styling customizations */
  style: DescriptionStyle;
}
export interface RadioButtons extends Control<RadioButtonsState>, RadioButtonsState {}

export interface SelectState extends DescribedState {
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Selected index @defaultValue null */
  index: number | null;
  /** The number of rows to display. @defaultValue 5 */
  rows: number;
  /** Styling customizations */
  style: DescriptionStyle;
}
export interface Select extends Control<SelectState>, SelectState {}

export interface SelectMultipleState extends DescribedState {
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Selected indices @defaultValue [] */
  index: readonly number[];
  /** The number of rows to display. @defaultValue 5 */
  rows: number;
  /** Styling customizations */
  style: DescriptionStyle;
}
export interface SelectMultiple extends Control<SelectMultipleState>, SelectMultipleState {}

export interface SelectionRangeSliderState extends DescribedState {
  /** Slider dragging behavior. @defaultValue "drag-tap" */
  behavior: "drag-tap" | "drag-snap" | "tap" | "drag" | "snap";
  /** Update the value of the widget as the user is holding the slider. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Min and max selected indices @defaultValue [0,0] */
  index: readonly [number, number];
  /** Vertical or horizontal. @defaultValue "horizontal" */
  orientation: "horizontal" | "vertical";
  /** Display the current selected label next to the slider @defaultValue true */
  readout: boolean;
  style: SliderStyle;
}
export interface SelectionRangeSlider extends Control<SelectionRangeSliderState>, SelectionRangeSliderState {}

export interface SelectionSliderState extends DescribedState {
  /** Slider dragging behavior. @defaultValue "drag-tap" */
  behavior: "drag-tap" | "drag-snap" | "tap" | "drag" | "snap";
  /** Update the value of the widget as the user is holding the slider. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Selected index @defaultValue 0 */
  index: number;
  /** Vertical or horizontal. @defaultValue "horizontal" */
  orientation: "horizontal" | "vertical";
  /** Display the current selected label next to the slider @defaultValue true */
  readout: boolean;
  style: SliderStyle;
}
export interface SelectionSlider extends Control<SelectionSliderState>, SelectionSliderState {}

export interface SliderStyleState {
  /** Width of the description to the side of the control. @defaultValue "" */
  descriptionWidth: string;
  /** Color of the slider handle. @defaultValue null */
  handleColor: string | null;
}
export interface SliderStyle extends Control<SliderStyleState>, SliderStyleState {}

export interface StackState extends DomState {
  /** Use a predefined styling for the box. @defaultValue "" */
  boxStyle: "success" | "info" | "warning" | "danger" | "";
  /** List of widget children @defaultValue [] */
  children: readonly Widget[];
  /** The index of the selected page. This is either an integer selecting a particular sub-widget, or None to have no widgets selected. @defaultValue null */
  selectedIndex: number | null;
  /** Titles of the pages @defaultValue [] */
  titles: readonly string[];
}
export interface Stack extends Control<StackState>, StackState {}

export interface TabState extends DomState {
  /** Use a predefined styling for the box. @defaultValue "" */
  boxStyle: "success" | "info" | "warning" | "danger" | "";
  /** List of widget children @defaultValue [] */
  children: readonly Widget[];
  /** The index of the selected page. This is either an integer selecting a particular sub-widget, or None to have no widgets selected. @defaultValue null */
  selectedIndex: number | null;
  /** Titles of the pages @defaultValue [] */
  titles: readonly string[];
}
export interface Tab extends Control<TabState>, TabState {}

export interface TagsInputState extends DescribedState {
  /** @defaultValue true */
  allowDuplicates: boolean;
  /** @defaultValue [] */
  allowedTags: readonly unknown[];
  /** @defaultValue "" */
  placeholder: string;
  /** Styling customizations */
  style: DescriptionStyle;
  /** Use a predefined styling for the tags. @defaultValue "" */
  tagStyle: "primary" | "success" | "info" | "warning" | "danger" | "";
  /** List of string tags @defaultValue [] */
  value: readonly string[];
}
export interface TagsInput extends Control<TagsInputState>, TagsInputState {}

export interface TextState extends DescribedState {
  /** Update the value as the user types. If False, update on submission, e.g., pressing Enter or navigating away. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Placeholder text to display when nothing has been typed @defaultValue "" */
  placeholder: string;
  style: TextStyle;
  /** String value @defaultValue "" */
  value: string;
}
export interface Text extends Control<TextState, { submit: Text }>, TextState {}

export interface TextStyleState {
  /** Background specifications. @defaultValue null */
  background: string | null;
  /** Width of the description to the side of the control. @defaultValue "" */
  descriptionWidth: string;
  /** Text font size. @defaultValue null */
  fontSize: string | null;
  /** Text color @defaultValue null */
  textColor: string | null;
}
export interface TextStyle extends Control<TextStyleState>, TextStyleState {}

export interface TextareaState extends DescribedState {
  /** Update the value as the user types. If False, update on submission, e.g., pressing Enter or navigating away. @defaultValue true */
  continuousUpdate: boolean;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Placeholder text to display when nothing has been typed @defaultValue "" */
  placeholder: string;
  /** The number of rows to display. @defaultValue null */
  rows: number | null;
  style: TextStyle;
  /** String value @defaultValue "" */
  value: string;
}
export interface Textarea extends Control<TextareaState>, TextareaState {}

export interface TimeState extends DescribedState {
  /** Enable or disable user changes. @defaultValue false */
  disabled: boolean;
  /** @defaultValue null */
  max: TimeText | null;
  /** @defaultValue null */
  min: TimeText | null;
  /** The time step to use for the picker, in seconds, or "any". @defaultValue 60 */
  step: number | 'any';
  /** Styling customizations */
  style: DescriptionStyle;
  /** @defaultValue null */
  value: TimeText | null;
}
export interface Time extends Control<TimeState>, TimeState {}

export interface ToggleButtonState extends DescribedState {
  /** Use a predefined styling for the button. @defaultValue "" */
  buttonStyle: "primary" | "success" | "info" | "warning" | "danger" | "";
  /** Enable or disable user changes. @defaultValue false */
  disabled: boolean;
  /** Font-awesome icon. @defaultValue "" */
  icon: string;
  /** Styling customizations */
  style: ToggleButtonStyle;
  /** Bool value @defaultValue false */
  value: boolean;
}
export interface ToggleButton extends Control<ToggleButtonState>, ToggleButtonState {}

export interface ToggleButtonStyleState {
  /** Width of the description to the side of the control. @defaultValue "" */
  descriptionWidth: string;
  /** Toggle button text font family. @defaultValue null */
  fontFamily: string | null;
  /** Toggle button text font size. @defaultValue null */
  fontSize: string | null;
  /** Toggle button text font style. @defaultValue null */
  fontStyle: string | null;
  /** Toggle button text font variant. @defaultValue null */
  fontVariant: string | null;
  /** Toggle button text font weight. @defaultValue null */
  fontWeight: string | null;
  /** Toggle button text color @defaultValue null */
  textColor: string | null;
  /** Toggle button text decoration. @defaultValue null */
  textDecoration: string | null;
}
export interface ToggleButtonStyle extends Control<ToggleButtonStyleState>, ToggleButtonStyleState {}

export interface ToggleButtonsState extends DescribedState {
  /** Use a predefined styling for the buttons. @defaultValue "" */
  buttonStyle: "primary" | "success" | "info" | "warning" | "danger" | "" | null;
  /** Enable or disable user changes @defaultValue false */
  disabled: boolean;
  /** Icons names for each button (FontAwesome names without the fa- prefix). @defaultValue [] */
  icons: readonly string[];
  /** Selected index @defaultValue null */
  index: number | null;
  style: ToggleButtonsStyle;
  /** Tooltips for each button. @defaultValue [] */
  tooltips: readonly string[];
}
export interface ToggleButtons extends Control<ToggleButtonsState>, ToggleButtonsState {}

export interface ToggleButtonsStyleState {
  /** The width of each button. @defaultValue "" */
  buttonWidth: string;
  /** Width of the description to the side of the control. @defaultValue "" */
  descriptionWidth: string;
  /** Text font weight of each button. @defaultValue "" */
  fontWeight: string;
}
export interface ToggleButtonsStyle extends Control<ToggleButtonsStyleState>, ToggleButtonsStyleState {}

export interface VBoxState extends DomState {
  /** Use a predefined styling for the box. @defaultValue "" */
  boxStyle: "success" | "info" | "warning" | "danger" | "";
  /** List of widget children @defaultValue [] */
  children: readonly Widget[];
}
export interface VBox extends Control<VBoxState>, VBoxState {}

export interface ValidState extends DescribedState {
  /** Enable or disable user changes. @defaultValue false */
  disabled: boolean;
  /** Message displayed when the value is False @defaultValue "Invalid" */
  readout: string;
  /** Styling customizations */
  style: DescriptionStyle;
  /** Bool value @defaultValue false */
  value: boolean;
}
export interface Valid extends Control<ValidState>, ValidState {}

export interface VideoState extends DomState {
  /** When true, the video starts when it's displayed @defaultValue true */
  autoplay: boolean;
  /** Specifies that video controls should be displayed (such as a play/pause button etc) @defaultValue true */
  controls: boolean;
  /** The format of the video. @defaultValue "mp4" */
  format: string;
  /** Height of the video in pixels. @defaultValue "" */
  height: string;
  /** When true, the video will start from the beginning after finishing @defaultValue true */
  loop: boolean;
  /** The media data as a memory view of bytes. */
  value: Uint8Array;
  /** Width of the video in pixels. @defaultValue "" */
  width: string;
}
export interface Video extends Control<VideoState>, VideoState {}

export interface OutputState extends DomState {
  /** Parent message id of messages to capture @defaultValue "" */
  msgId: string;
  /** The output messages synced from the frontend. @defaultValue [] */
  outputs: readonly Record<string, unknown>[];
}
export interface Output extends Control<OutputState>, OutputState {}

export type ModelName = "Layout" | "Accordion" | "Audio" | "BoundedFloatText" | "BoundedIntText" | "Box" | "Button" | "ButtonStyle" | "Checkbox" | "CheckboxStyle" | "ColorPicker" | "ColorsInput" | "Combobox" | "DatePicker" | "Datetime" | "DescriptionStyle" | "DirectionalLink" | "Dropdown" | "FileUpload" | "FloatLogSlider" | "FloatProgress" | "FloatRangeSlider" | "FloatSlider" | "FloatText" | "FloatsInput" | "GridBox" | "HBox" | "HTMLMath" | "HTMLMathStyle" | "HTML" | "HTMLStyle" | "Image" | "IntProgress" | "IntRangeSlider" | "IntSlider" | "IntText" | "IntsInput" | "Label" | "LabelStyle" | "Link" | "Password" | "Play" | "ProgressStyle" | "RadioButtons" | "Select" | "SelectMultiple" | "SelectionRangeSlider" | "SelectionSlider" | "SliderStyle" | "Stack" | "Tab" | "TagsInput" | "Text" | "TextStyle" | "Textarea" | "Time" | "ToggleButton" | "ToggleButtonStyle" | "ToggleButtons" | "ToggleButtonsStyle" | "VBox" | "Valid" | "Video" | "Output";

export const models: Readonly<Record<ModelName, ModelSpec>> = {
  Layout: {
    module: "@jupyter-widgets/base",
    version: "2.0.0",
    view: "LayoutView",
    attributes: {
      alignContent: {"type":"string","default":null,"wire":"align_content","none":true,"choices":["flex-start","flex-end","center","space-between","space-around","space-evenly","stretch","inherit","initial","unset"]},
      alignItems: {"type":"string","default":null,"wire":"align_items","none":true,"choices":["flex-start","flex-end","center","baseline","stretch","inherit","initial","unset"]},
      alignSelf: {"type":"string","default":null,"wire":"align_self","none":true,"choices":["auto","flex-start","flex-end","center","baseline","stretch","inherit","initial","unset"]},
      borderBottom: {"type":"string","default":null,"wire":"border_bottom","none":true},
      borderLeft: {"type":"string","default":null,"wire":"border_left","none":true},
      borderRight: {"type":"string","default":null,"wire":"border_right","none":true},
      borderTop: {"type":"string","default":null,"wire":"border_top","none":true},
      bottom: {"type":"string","default":null,"wire":"bottom","none":true},
      display: {"type":"string","default":null,"wire":"display","none":true},
      flex: {"type":"string","default":null,"wire":"flex","none":true},
      flexFlow: {"type":"string","default":null,"wire":"flex_flow","none":true},
      gridArea: {"type":"string","default":null,"wire":"grid_area","none":true},
      gridAutoColumns: {"type":"string","default":null,"wire":"grid_auto_columns","none":true},
      gridAutoFlow: {"type":"string","default":null,"wire":"grid_auto_flow","none":true,"choices":["column","row","row dense","column dense","inherit","initial","unset"]},
      gridAutoRows: {"type":"string","default":null,"wire":"grid_auto_rows","none":true},
      gridColumn: {"type":"string","default":null,"wire":"grid_column","none":true},
      gridGap: {"type":"string","default":null,"wire":"grid_gap","none":true},
      gridRow: {"type":"string","default":null,"wire":"grid_row","none":true},
      gridTemplateAreas: {"type":"string","default":null,"wire":"grid_template_areas","none":true},
      gridTemplateColumns: {"type":"string","default":null,"wire":"grid_template_columns","none":true},
      gridTemplateRows: {"type":"string","default":null,"wire":"grid_template_rows","none":true},
      height: {"type":"string","default":null,"wire":"height","none":true},
      justifyContent: {"type":"string","default":null,"wire":"justify_content","none":true,"choices":["flex-start","flex-end","center","space-between","space-around","inherit","initial","unset"]},
      justifyItems: {"type":"string","default":null,"wire":"justify_items","none":true,"choices":["flex-start","flex-end","center","inherit","initial","unset"]},
      left: {"type":"string","default":null,"wire":"left","none":true},
      margin: {"type":"string","default":null,"wire":"margin","none":true},
      maxHeight: {"type":"string","default":null,"wire":"max_height","none":true},
      maxWidth: {"type":"string","default":null,"wire":"max_width","none":true},
      minHeight: {"type":"string","default":null,"wire":"min_height","none":true},
      minWidth: {"type":"string","default":null,"wire":"min_width","none":true},
      objectFit: {"type":"string","default":null,"wire":"object_fit","none":true,"choices":["contain","cover","fill","scale-down","none"]},
      objectPosition: {"type":"string","default":null,"wire":"object_position","none":true},
      order: {"type":"string","default":null,"wire":"order","none":true},
      overflow: {"type":"string","default":null,"wire":"overflow","none":true},
      padding: {"type":"string","default":null,"wire":"padding","none":true},
      right: {"type":"string","default":null,"wire":"right","none":true},
      top: {"type":"string","default":null,"wire":"top","none":true},
      visibility: {"type":"string","default":null,"wire":"visibility","none":true,"choices":["visible","hidden","inherit","initial","unset"]},
      width: {"type":"string","default":null,"wire":"width","none":true},
      border: {"type":"string","default":null,"wire":"","none":true}
    }
  },
  Accordion: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "AccordionView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      boxStyle: {"type":"string","default":"","wire":"box_style","choices":["success","info","warning","danger",""]},
      children: {"type":"array","default":[],"wire":"children","items":"reference"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      selectedIndex: {"type":"int","default":null,"wire":"selected_index","none":true},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      titles: {"type":"array","default":[],"wire":"titles","items":"string"},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  Audio: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "AudioView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      autoplay: {"type":"bool","default":true,"wire":"autoplay"},
      controls: {"type":"bool","default":true,"wire":"controls"},
      format: {"type":"string","default":"mp3","wire":"format"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      loop: {"type":"bool","default":true,"wire":"loop"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"bytes","default":null,"wire":"value"}
    }
  },
  BoundedFloatText: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "FloatTextView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      continuousUpdate: {"type":"bool","default":false,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"float","default":100,"wire":"max"},
      min: {"type":"float","default":0,"wire":"min"},
      step: {"type":"float","default":null,"wire":"step","none":true},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"float","default":0,"wire":"value"}
    }
  },
  BoundedIntText: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "IntTextView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      continuousUpdate: {"type":"bool","default":false,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"int","default":100,"wire":"max"},
      min: {"type":"int","default":0,"wire":"min"},
      step: {"type":"int","default":1,"wire":"step"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"int","default":0,"wire":"value"}
    }
  },
  Box: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "BoxView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      boxStyle: {"type":"string","default":"","wire":"box_style","choices":["success","info","warning","danger",""]},
      children: {"type":"array","default":[],"wire":"children","items":"reference"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  Button: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "ButtonView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      buttonStyle: {"type":"string","default":"","wire":"button_style","choices":["primary","success","info","warning","danger",""]},
      description: {"type":"string","default":"","wire":"description"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      icon: {"type":"string","default":"","wire":"icon"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      style: {"type":"reference","default":null,"wire":"style","part":"ButtonStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  ButtonStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      buttonColor: {"type":"string","default":null,"wire":"button_color","none":true},
      fontFamily: {"type":"string","default":null,"wire":"font_family","none":true},
      fontSize: {"type":"string","default":null,"wire":"font_size","none":true},
      fontStyle: {"type":"string","default":null,"wire":"font_style","none":true},
      fontVariant: {"type":"string","default":null,"wire":"font_variant","none":true},
      fontWeight: {"type":"string","default":null,"wire":"font_weight","none":true},
      textColor: {"type":"string","default":null,"wire":"text_color","none":true},
      textDecoration: {"type":"string","default":null,"wire":"text_decoration","none":true}
    }
  },
  Checkbox: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "CheckboxView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      indent: {"type":"bool","default":true,"wire":"indent"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      style: {"type":"reference","default":null,"wire":"style","part":"CheckboxStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"bool","default":false,"wire":"value"}
    }
  },
  CheckboxStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      background: {"type":"string","default":null,"wire":"background","none":true},
      descriptionWidth: {"type":"string","default":"","wire":"description_width"}
    }
  },
  ColorPicker: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "ColorPickerView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      concise: {"type":"bool","default":false,"wire":"concise"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"string","default":"black","wire":"value"}
    }
  },
  ColorsInput: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "ColorsInputView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      allowDuplicates: {"type":"bool","default":true,"wire":"allow_duplicates"},
      allowedTags: {"type":"array","default":[],"wire":"allowed_tags"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"array","default":[],"wire":"value","items":"string"}
    }
  },
  Combobox: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "ComboboxView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      ensureOption: {"type":"bool","default":false,"wire":"ensure_option"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      options: {"type":"array","default":[],"wire":"options","items":"string"},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      style: {"type":"reference","default":null,"wire":"style","part":"TextStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"string","default":"","wire":"value"}
    }
  },
  DatePicker: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "DatePickerView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"Date","default":null,"wire":"max","none":true},
      min: {"type":"Date","default":null,"wire":"min","none":true},
      step: {"type":"any","default":1,"wire":"step"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"Date","default":null,"wire":"value","none":true}
    }
  },
  Datetime: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "DatetimeView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"Datetime","default":null,"wire":"max","none":true},
      min: {"type":"Datetime","default":null,"wire":"min","none":true},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"Datetime","default":null,"wire":"value","none":true}
    }
  },
  DescriptionStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      descriptionWidth: {"type":"string","default":"","wire":"description_width"}
    }
  },
  DirectionalLink: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: null,
    attributes: {
      source: {"type":"array","default":[],"wire":"source"},
      target: {"type":"array","default":[],"wire":"target"}
    }
  },
  Dropdown: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "DropdownView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      optionsLabels: {"type":"array","default":[],"wire":"_options_labels","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      index: {"type":"int","default":null,"wire":"index","none":true},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  FileUpload: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "FileUploadView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      accept: {"type":"string","default":"","wire":"accept"},
      buttonStyle: {"type":"string","default":"","wire":"button_style","choices":["primary","success","info","warning","danger",""]},
      description: {"type":"string","default":"Upload","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      error: {"type":"string","default":"","wire":"error"},
      icon: {"type":"string","default":"upload","wire":"icon"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      multiple: {"type":"bool","default":false,"wire":"multiple"},
      style: {"type":"reference","default":null,"wire":"style","part":"ButtonStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"array","default":[],"wire":"value","items":"object","echo":false}
    }
  },
  FloatLogSlider: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "FloatLogSliderView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      base: {"type":"float","default":10,"wire":"base"},
      behavior: {"type":"string","default":"drag-tap","wire":"behavior","choices":["drag-tap","drag-snap","tap","drag","snap"]},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"float","default":4,"wire":"max"},
      min: {"type":"float","default":0,"wire":"min"},
      orientation: {"type":"string","default":"horizontal","wire":"orientation","choices":["horizontal","vertical"]},
      readout: {"type":"bool","default":true,"wire":"readout"},
      readoutFormat: {"type":"string","default":".3g","wire":"readout_format"},
      step: {"type":"float","default":0.1,"wire":"step","none":true},
      style: {"type":"reference","default":null,"wire":"style","part":"SliderStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"float","default":1,"wire":"value"}
    }
  },
  FloatProgress: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "ProgressView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      barStyle: {"type":"string","default":"","wire":"bar_style","none":true,"choices":["success","info","warning","danger",""]},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"float","default":100,"wire":"max"},
      min: {"type":"float","default":0,"wire":"min"},
      orientation: {"type":"string","default":"horizontal","wire":"orientation","choices":["horizontal","vertical"]},
      style: {"type":"reference","default":null,"wire":"style","part":"ProgressStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"float","default":0,"wire":"value"}
    }
  },
  FloatRangeSlider: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "FloatRangeSliderView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      behavior: {"type":"string","default":"drag-tap","wire":"behavior","choices":["drag-tap","drag-snap","tap","drag","snap"]},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"float","default":100,"wire":"max"},
      min: {"type":"float","default":0,"wire":"min"},
      orientation: {"type":"string","default":"horizontal","wire":"orientation","choices":["horizontal","vertical"]},
      readout: {"type":"bool","default":true,"wire":"readout"},
      readoutFormat: {"type":"string","default":".2f","wire":"readout_format"},
      step: {"type":"float","default":0.1,"wire":"step","none":true},
      style: {"type":"reference","default":null,"wire":"style","part":"SliderStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"array","default":[0,1],"wire":"value","items":"float","pair":true}
    }
  },
  FloatSlider: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "FloatSliderView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      behavior: {"type":"string","default":"drag-tap","wire":"behavior","choices":["drag-tap","drag-snap","tap","drag","snap"]},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"float","default":100,"wire":"max"},
      min: {"type":"float","default":0,"wire":"min"},
      orientation: {"type":"string","default":"horizontal","wire":"orientation","choices":["horizontal","vertical"]},
      readout: {"type":"bool","default":true,"wire":"readout"},
      readoutFormat: {"type":"string","default":".2f","wire":"readout_format"},
      step: {"type":"float","default":0.1,"wire":"step","none":true},
      style: {"type":"reference","default":null,"wire":"style","part":"SliderStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"float","default":0,"wire":"value"}
    }
  },
  FloatText: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "FloatTextView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      continuousUpdate: {"type":"bool","default":false,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      step: {"type":"float","default":null,"wire":"step","none":true},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"float","default":0,"wire":"value"}
    }
  },
  FloatsInput: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "FloatsInputView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      allowDuplicates: {"type":"bool","default":true,"wire":"allow_duplicates"},
      allowedTags: {"type":"array","default":[],"wire":"allowed_tags"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      format: {"type":"string","default":".1f","wire":"format"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"float","default":null,"wire":"max","none":true},
      min: {"type":"float","default":null,"wire":"min","none":true},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tagStyle: {"type":"string","default":"","wire":"tag_style","choices":["primary","success","info","warning","danger",""]},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"array","default":[],"wire":"value","items":"float"}
    }
  },
  GridBox: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "GridBoxView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      boxStyle: {"type":"string","default":"","wire":"box_style","choices":["success","info","warning","danger",""]},
      children: {"type":"array","default":[],"wire":"children","items":"reference"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  HBox: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "HBoxView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      boxStyle: {"type":"string","default":"","wire":"box_style","choices":["success","info","warning","danger",""]},
      children: {"type":"array","default":[],"wire":"children","items":"reference"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  HTMLMath: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "HTMLMathView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      style: {"type":"reference","default":null,"wire":"style","part":"HTMLMathStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"string","default":"","wire":"value"}
    }
  },
  HTMLMathStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      background: {"type":"string","default":null,"wire":"background","none":true},
      descriptionWidth: {"type":"string","default":"","wire":"description_width"},
      fontSize: {"type":"string","default":null,"wire":"font_size","none":true},
      textColor: {"type":"string","default":null,"wire":"text_color","none":true}
    }
  },
  HTML: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "HTMLView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      style: {"type":"reference","default":null,"wire":"style","part":"HTMLStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"string","default":"","wire":"value"}
    }
  },
  HTMLStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      background: {"type":"string","default":null,"wire":"background","none":true},
      descriptionWidth: {"type":"string","default":"","wire":"description_width"},
      fontSize: {"type":"string","default":null,"wire":"font_size","none":true},
      textColor: {"type":"string","default":null,"wire":"text_color","none":true}
    }
  },
  Image: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "ImageView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      format: {"type":"string","default":"png","wire":"format"},
      height: {"type":"string","default":"","wire":"height"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"bytes","default":null,"wire":"value"},
      width: {"type":"string","default":"","wire":"width"}
    }
  },
  IntProgress: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "ProgressView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      barStyle: {"type":"string","default":"","wire":"bar_style","choices":["success","info","warning","danger",""]},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"int","default":100,"wire":"max"},
      min: {"type":"int","default":0,"wire":"min"},
      orientation: {"type":"string","default":"horizontal","wire":"orientation","choices":["horizontal","vertical"]},
      style: {"type":"reference","default":null,"wire":"style","part":"ProgressStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"int","default":0,"wire":"value"}
    }
  },
  IntRangeSlider: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "IntRangeSliderView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      behavior: {"type":"string","default":"drag-tap","wire":"behavior","choices":["drag-tap","drag-snap","tap","drag","snap"]},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"int","default":100,"wire":"max"},
      min: {"type":"int","default":0,"wire":"min"},
      orientation: {"type":"string","default":"horizontal","wire":"orientation","choices":["horizontal","vertical"]},
      readout: {"type":"bool","default":true,"wire":"readout"},
      readoutFormat: {"type":"string","default":"d","wire":"readout_format"},
      step: {"type":"int","default":1,"wire":"step"},
      style: {"type":"reference","default":null,"wire":"style","part":"SliderStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"array","default":[0,1],"wire":"value","items":"int","pair":true}
    }
  },
  IntSlider: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "IntSliderView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      behavior: {"type":"string","default":"drag-tap","wire":"behavior","choices":["drag-tap","drag-snap","tap","drag","snap"]},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"int","default":100,"wire":"max"},
      min: {"type":"int","default":0,"wire":"min"},
      orientation: {"type":"string","default":"horizontal","wire":"orientation","choices":["horizontal","vertical"]},
      readout: {"type":"bool","default":true,"wire":"readout"},
      readoutFormat: {"type":"string","default":"d","wire":"readout_format"},
      step: {"type":"int","default":1,"wire":"step"},
      style: {"type":"reference","default":null,"wire":"style","part":"SliderStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"int","default":0,"wire":"value"}
    }
  },
  IntText: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "IntTextView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      continuousUpdate: {"type":"bool","default":false,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      step: {"type":"int","default":1,"wire":"step"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"int","default":0,"wire":"value"}
    }
  },
  IntsInput: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "IntsInputView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      allowDuplicates: {"type":"bool","default":true,"wire":"allow_duplicates"},
      allowedTags: {"type":"array","default":[],"wire":"allowed_tags"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      format: {"type":"string","default":"d","wire":"format"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"int","default":null,"wire":"max","none":true},
      min: {"type":"int","default":null,"wire":"min","none":true},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tagStyle: {"type":"string","default":"","wire":"tag_style","choices":["primary","success","info","warning","danger",""]},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"array","default":[],"wire":"value","items":"int"}
    }
  },
  Label: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "LabelView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      style: {"type":"reference","default":null,"wire":"style","part":"LabelStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"string","default":"","wire":"value"}
    }
  },
  LabelStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      background: {"type":"string","default":null,"wire":"background","none":true},
      descriptionWidth: {"type":"string","default":"","wire":"description_width"},
      fontFamily: {"type":"string","default":null,"wire":"font_family","none":true},
      fontSize: {"type":"string","default":null,"wire":"font_size","none":true},
      fontStyle: {"type":"string","default":null,"wire":"font_style","none":true},
      fontVariant: {"type":"string","default":null,"wire":"font_variant","none":true},
      fontWeight: {"type":"string","default":null,"wire":"font_weight","none":true},
      textColor: {"type":"string","default":null,"wire":"text_color","none":true},
      textDecoration: {"type":"string","default":null,"wire":"text_decoration","none":true}
    }
  },
  Link: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: null,
    attributes: {
      source: {"type":"array","default":[],"wire":"source"},
      target: {"type":"array","default":[],"wire":"target"}
    }
  },
  Password: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "PasswordView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      style: {"type":"reference","default":null,"wire":"style","part":"TextStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"string","default":"","wire":"value"}
    }
  },
  Play: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "PlayView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      interval: {"type":"int","default":100,"wire":"interval"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"int","default":100,"wire":"max"},
      min: {"type":"int","default":0,"wire":"min"},
      playing: {"type":"bool","default":false,"wire":"playing"},
      repeat: {"type":"bool","default":false,"wire":"repeat"},
      showRepeat: {"type":"bool","default":true,"wire":"show_repeat"},
      step: {"type":"int","default":1,"wire":"step"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"int","default":0,"wire":"value"}
    }
  },
  ProgressStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      barColor: {"type":"string","default":null,"wire":"bar_color","none":true},
      descriptionWidth: {"type":"string","default":"","wire":"description_width"}
    }
  },
  RadioButtons: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "RadioButtonsView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      optionsLabels: {"type":"array","default":[],"wire":"_options_labels","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      index: {"type":"int","default":null,"wire":"index","none":true},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      orientation: {"type":"string","default":"vertical","wire":"orientation","choices":["horizontal","vertical"]},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  Select: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "SelectView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      optionsLabels: {"type":"array","default":[],"wire":"_options_labels","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      index: {"type":"int","default":null,"wire":"index","none":true},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      rows: {"type":"int","default":5,"wire":"rows"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  SelectMultiple: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "SelectMultipleView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      optionsLabels: {"type":"array","default":[],"wire":"_options_labels","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      index: {"type":"array","default":[],"wire":"index","items":"int"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      rows: {"type":"int","default":5,"wire":"rows"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  SelectionRangeSlider: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "SelectionRangeSliderView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      optionsLabels: {"type":"array","default":[],"wire":"_options_labels","items":"string"},
      behavior: {"type":"string","default":"drag-tap","wire":"behavior","choices":["drag-tap","drag-snap","tap","drag","snap"]},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      index: {"type":"array","default":[0,0],"wire":"index","items":"int","pair":true},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      orientation: {"type":"string","default":"horizontal","wire":"orientation","choices":["horizontal","vertical"]},
      readout: {"type":"bool","default":true,"wire":"readout"},
      style: {"type":"reference","default":null,"wire":"style","part":"SliderStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  SelectionSlider: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "SelectionSliderView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      optionsLabels: {"type":"array","default":[],"wire":"_options_labels","items":"string"},
      behavior: {"type":"string","default":"drag-tap","wire":"behavior","choices":["drag-tap","drag-snap","tap","drag","snap"]},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      index: {"type":"int","default":0,"wire":"index"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      orientation: {"type":"string","default":"horizontal","wire":"orientation","choices":["horizontal","vertical"]},
      readout: {"type":"bool","default":true,"wire":"readout"},
      style: {"type":"reference","default":null,"wire":"style","part":"SliderStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  SliderStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      descriptionWidth: {"type":"string","default":"","wire":"description_width"},
      handleColor: {"type":"string","default":null,"wire":"handle_color","none":true}
    }
  },
  Stack: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StackView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      boxStyle: {"type":"string","default":"","wire":"box_style","choices":["success","info","warning","danger",""]},
      children: {"type":"array","default":[],"wire":"children","items":"reference"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      selectedIndex: {"type":"int","default":null,"wire":"selected_index","none":true},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      titles: {"type":"array","default":[],"wire":"titles","items":"string"},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  Tab: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "TabView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      boxStyle: {"type":"string","default":"","wire":"box_style","choices":["success","info","warning","danger",""]},
      children: {"type":"array","default":[],"wire":"children","items":"reference"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      selectedIndex: {"type":"int","default":null,"wire":"selected_index","none":true},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      titles: {"type":"array","default":[],"wire":"titles","items":"string"},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  TagsInput: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "TagsInputView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      allowDuplicates: {"type":"bool","default":true,"wire":"allow_duplicates"},
      allowedTags: {"type":"array","default":[],"wire":"allowed_tags"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tagStyle: {"type":"string","default":"","wire":"tag_style","choices":["primary","success","info","warning","danger",""]},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"array","default":[],"wire":"value","items":"string"}
    }
  },
  Text: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "TextView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      style: {"type":"reference","default":null,"wire":"style","part":"TextStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"string","default":"","wire":"value"}
    }
  },
  TextStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      background: {"type":"string","default":null,"wire":"background","none":true},
      descriptionWidth: {"type":"string","default":"","wire":"description_width"},
      fontSize: {"type":"string","default":null,"wire":"font_size","none":true},
      textColor: {"type":"string","default":null,"wire":"text_color","none":true}
    }
  },
  Textarea: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "TextareaView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      continuousUpdate: {"type":"bool","default":true,"wire":"continuous_update"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      placeholder: {"type":"string","default":"​","wire":"placeholder"},
      rows: {"type":"int","default":null,"wire":"rows","none":true},
      style: {"type":"reference","default":null,"wire":"style","part":"TextStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"string","default":"","wire":"value"}
    }
  },
  Time: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "TimeView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      max: {"type":"Time","default":null,"wire":"max","none":true},
      min: {"type":"Time","default":null,"wire":"min","none":true},
      step: {"type":"any","default":60,"wire":"step"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"Time","default":null,"wire":"value","none":true}
    }
  },
  ToggleButton: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "ToggleButtonView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      buttonStyle: {"type":"string","default":"","wire":"button_style","choices":["primary","success","info","warning","danger",""]},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      icon: {"type":"string","default":"","wire":"icon"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      style: {"type":"reference","default":null,"wire":"style","part":"ToggleButtonStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"bool","default":false,"wire":"value"}
    }
  },
  ToggleButtonStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      descriptionWidth: {"type":"string","default":"","wire":"description_width"},
      fontFamily: {"type":"string","default":null,"wire":"font_family","none":true},
      fontSize: {"type":"string","default":null,"wire":"font_size","none":true},
      fontStyle: {"type":"string","default":null,"wire":"font_style","none":true},
      fontVariant: {"type":"string","default":null,"wire":"font_variant","none":true},
      fontWeight: {"type":"string","default":null,"wire":"font_weight","none":true},
      textColor: {"type":"string","default":null,"wire":"text_color","none":true},
      textDecoration: {"type":"string","default":null,"wire":"text_decoration","none":true}
    }
  },
  ToggleButtons: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "ToggleButtonsView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      optionsLabels: {"type":"array","default":[],"wire":"_options_labels","items":"string"},
      buttonStyle: {"type":"string","default":"","wire":"button_style","none":true,"choices":["primary","success","info","warning","danger",""]},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      icons: {"type":"array","default":[],"wire":"icons","items":"string"},
      index: {"type":"int","default":null,"wire":"index","none":true},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      style: {"type":"reference","default":null,"wire":"style","part":"ToggleButtonsStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      tooltips: {"type":"array","default":[],"wire":"tooltips","items":"string"}
    }
  },
  ToggleButtonsStyle: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "StyleView",
    drawnBy: {"module":"@jupyter-widgets/base","version":"2.0.0"},
    attributes: {
      buttonWidth: {"type":"string","default":"","wire":"button_width"},
      descriptionWidth: {"type":"string","default":"","wire":"description_width"},
      fontWeight: {"type":"string","default":"","wire":"font_weight"}
    }
  },
  VBox: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "VBoxView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      boxStyle: {"type":"string","default":"","wire":"box_style","choices":["success","info","warning","danger",""]},
      children: {"type":"array","default":[],"wire":"children","items":"reference"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  },
  Valid: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "ValidView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      description: {"type":"string","default":"","wire":"description"},
      descriptionAllowHtml: {"type":"bool","default":false,"wire":"description_allow_html"},
      disabled: {"type":"bool","default":false,"wire":"disabled"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      readout: {"type":"string","default":"Invalid","wire":"readout"},
      style: {"type":"reference","default":null,"wire":"style","part":"DescriptionStyle"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"bool","default":false,"wire":"value"}
    }
  },
  Video: {
    module: "@jupyter-widgets/controls",
    version: "2.0.0",
    view: "VideoView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      autoplay: {"type":"bool","default":true,"wire":"autoplay"},
      controls: {"type":"bool","default":true,"wire":"controls"},
      format: {"type":"string","default":"mp4","wire":"format"},
      height: {"type":"string","default":"","wire":"height"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      loop: {"type":"bool","default":true,"wire":"loop"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true},
      value: {"type":"bytes","default":null,"wire":"value"},
      width: {"type":"string","default":"","wire":"width"}
    }
  },
  Output: {
    module: "@jupyter-widgets/output",
    version: "1.0.0",
    view: "OutputView",
    attributes: {
      domClasses: {"type":"array","default":[],"wire":"_dom_classes","items":"string"},
      layout: {"type":"reference","default":null,"wire":"layout","part":"Layout"},
      msgId: {"type":"string","default":"","wire":"msg_id"},
      outputs: {"type":"array","default":[],"wire":"outputs","items":"object"},
      tabbable: {"type":"bool","default":null,"wire":"tabbable","none":true},
      tooltip: {"type":"string","default":null,"wire":"tooltip","none":true}
    }
  }
};
