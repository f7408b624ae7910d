/** Signature help of the language server, in the kernel's words. Pure. */
import type { Signature, Signatures } from '@sonde/schema/editor';
import { textOf, type LspMarkup } from './lsp-answers.js';

export interface LspSignatureHelp {
  signatures: LspSignature[];
  activeSignature?: number;
  activeParameter?: number;
}

interface LspSignature {
  label: string;
  documentation?: LspMarkup;
  parameters?: { label: string | [number, number]; documentation?: LspMarkup }[];
  activeParameter?: number;
}

export function signaturesOf(help: LspSignatureHelp | null): Signatures | undefined {
  if (!help || help.signatures.length === 0) return undefined;
  return {
    active: help.activeSignature ?? 0,
    signatures: help.signatures.map(one => signature(one, one.activeParameter ?? help.activeParameter))
  };
}

function signature({ label, documentation, parameters = [] }: LspSignature, active?: number): Signature {
  // More arguments than parameters: the last one, when it takes the rest.
  const last = parameters.at(-1);
  const isRest = typeof last?.label === 'string' && last.label.startsWith('...');
  const parameter = parameters[active ?? -1] ?? ((active ?? 0) > 0 && isRest ? last : undefined);
  const before = parameters.slice(0, parameter ? parameters.indexOf(parameter) : 0);
  const place = parameter && placeOf(label, parameter.label, before);
  return {
    label,
    ...(place && { parameter: place }),
    documentation: textOf(documentation),
    parameterDocumentation: textOf(parameter?.documentation)
  };
}

/** A parameter that is named by its text is looked for behind those before it. */
function placeOf(
  label: string,
  parameter: string | [number, number],
  before: readonly { label: string | [number, number] }[]
): { start: number; end: number } | undefined {
  if (typeof parameter !== 'string') return { start: parameter[0], end: parameter[1] };
  let at = label.indexOf('(') + 1;
  for (const { label: text } of before) {
    if (typeof text === 'string') at = Math.max(at, label.indexOf(text, at) + text.length);
  }
  const start = label.indexOf(parameter, at);
  return start < 0 ? undefined : { start, end: start + parameter.length };
}
