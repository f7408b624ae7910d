/** Says which engines really run here, on what, and why: the answer to `device()` in a cell. */
import { jupyterDisplay, mime, type DeviceInfo, type Displayable, type MimeBundle } from '@sonde/schema';
import { onnxDevice } from './onnx.js';
import { openTensorflow } from './tensorflow.js';
import { escapeMarkup } from '@sonde/schema/markup';

export interface DeviceReport extends Displayable {
  /** Engine of trainings, and of models kept as TensorFlow layers. */
  readonly training: DeviceInfo;
  /** Engine of ONNX models: most predictions. */
  readonly inference: DeviceInfo;
}

/** Loads the engines to find out, so that it tells the truth and not a guess. */
export async function device(): Promise<DeviceReport> {
  const { device: training } = await openTensorflow();
  return reportOf(training, onnxDevice());
}

/** A report shows itself in a notebook as a small table. */
export function reportOf(training: DeviceInfo, inference: DeviceInfo): DeviceReport {
  return { training, inference, [jupyterDisplay]: () => draw({ training, inference }) };
}

function draw(report: { training: DeviceInfo; inference: DeviceInfo }): MimeBundle {
  const rows: [string, DeviceInfo][] = [
    ['Training', report.training],
    ['Prediction', report.inference]
  ];
  return {
    [mime.device]: report,
    'text/html': `<table style="${tableStyle}"><thead><tr>${['', 'Engine', 'Device', 'Threads', 'Why'].map(headCell).join('')}</tr></thead><tbody>${rows.map(bodyRow).join('')}</tbody></table>`,
    'text/plain': rows.map(plainLine).join('\n')
  };
}

const tableStyle =
  'border-collapse:collapse;text-align:left;color:var(--jp-ui-font-color1,inherit);font-size:var(--jp-ui-font-size1,13px)';

const cellStyle =
  'text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid var(--jp-border-color2,#ccc)';

function headCell(text: string): string {
  return `<th scope="col" style="${cellStyle}">${escapeMarkup(text)}</th>`;
}

function bodyRow([use, info]: [string, DeviceInfo]): string {
  const values = [info.engine, `${info.device} (${info.kind.toUpperCase()})`, String(info.threads), info.why];
  const cells = values.map(value => `<td style="${cellStyle}">${escapeMarkup(value)}</td>`).join('');
  return `<tr><th scope="row" style="${cellStyle}">${use}</th>${cells}</tr>`;
}

function plainLine([use, info]: [string, DeviceInfo]): string {
  const threads = info.threads === 1 ? '1 thread' : `${info.threads} threads`;
  return `${use}: ${info.engine} on ${info.device} (${info.kind.toUpperCase()}), ${threads}. ${info.why}`;
}
