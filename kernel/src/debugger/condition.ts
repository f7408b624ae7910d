/**
 * One JavaScript expression for V8 out of what a breakpoint may carry: `condition`, `hitCondition` and `logMessage`. It is
 * evaluated in the frame that is about to stop, at full speed: a loop that runs a million times past it stays usable.
 */
import { parseAs } from '../cells/parse.js';
import { expressionCode } from './expression.js';

export interface Conditions {
  condition?: string | undefined;
  hitCondition?: string | undefined;
  logMessage?: string | undefined;
}

/** `hits` counts per id; a new id starts anew. Throws a sentence for what cannot be understood. */
export function conditionCode(
  { condition, hitCondition, logMessage }: Conditions,
  id: number
): string | undefined {
  const parts: string[] = [];
  if (given(condition))
    parts.push(guarded(`(${expressionCode(condition)}\n)`, `condition "${condition}"`, id));
  if (given(hitCondition)) parts.push(hitCode(hitCondition, id));
  // Its value is false: it prints and goes on.
  if (given(logMessage))
    parts.push(guarded(`console.log(${templateCode(logMessage)})`, `message "${logMessage}"`, id));
  return parts.length === 0 ? undefined : parts.join(' && ');
}

function given(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

const store = `globalThis[Symbol.for('sonde.breakpoints')]`;

/** V8 takes an error for "no"; people want to hear of it, once. */
function guarded(code: string, what: string, id: number): string {
  const sentence = JSON.stringify(`The ${what} of a breakpoint failed: `);
  return `(()=>{try{return ${code}}catch(e){const s=${store}??={};if(!s['e${id}']){s['e${id}']=true;console.error(${sentence}+(e&&e.message||e))}}})()`;
}

const comparisons: Record<string, string> = {
  '': '>=',
  '=': '===',
  '==': '===',
  '===': '===',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<='
};

/** `5` and `>= 5`: from the fifth time on; `== 5`, `< 5`; `% 3`: every third time. */
function hitCode(text: string, id: number): string {
  const match = /^(%|[=<>]*)\s*(\d+)$/.exec(text.trim());
  const [, sign = '', count = ''] = match ?? [];
  const test = sign === '%' ? `% ${count} === 0` : `${comparisons[sign]} ${count}`;
  if (!match || (sign !== '%' && comparisons[sign] === undefined)) {
    throw new Error(`"${text}" is no number of hits: write 5, >= 5, == 5, < 5 or % 5`);
  }
  return `(s=>(s['n${id}']=(s['n${id}']??0)+1) ${test})(${store}??={})`;
}

/** `found {n} of {all.length}` as a template literal. */
function templateCode(message: string): string {
  const parts = message.split(/\{([^{}]*)\}/);
  const text = parts.map((part, index) =>
    index % 2 === 0 ? part.replace(/[\\`]|\$(?=\{)/g, '\\$&') : `\${${expressionCode(part)}}`
  );
  const code = `\`${text.join('')}\``;
  const [error] = parseAs(code, 'js').errors;
  if (error) throw new Error(`The message "${message}" cannot be read: ${error.message}`);
  return code;
}
