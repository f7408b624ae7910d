/** Training arguments of both table modules: columns, and the size of the network. */
import { Type } from '@sinclair/typebox';
import { epochs, learningRate, patience, seed, validationShare } from '../training/arguments.js';

/** Properties for a schema; `column` says what the target is, e.g. "column to predict". */
export function tableArguments(defaults: {
  column: string;
  epochs: number;
  learningRate: number;
  patience: number;
}) {
  return {
    target: Type.Optional(
      Type.String({
        minLength: 1,
        description: `Name of the ${defaults.column}. When left out: the last column`
      })
    ),
    ignore: Type.Array(Type.String({ minLength: 1 }), {
      default: [],
      description: 'Names of columns that must not be used, such as an identifier'
    }),
    epochs: epochs('rows', { maximum: 10000, default: defaults.epochs }),
    learningRate: learningRate(defaults.learningRate),
    batchSize: Type.Integer({ minimum: 1, maximum: 4096, default: 16, description: 'Rows per step' }),
    hiddenUnits: Type.Integer({
      minimum: 1,
      maximum: 1024,
      default: 16,
      description: 'Width of the hidden layer'
    }),
    validationShare,
    patience: patience({ maximum: 1000, default: defaults.patience }),
    seed: seed('split, order and starting weights')
  };
}
