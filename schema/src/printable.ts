/** Text of strangers for a terminal: cards, READMEs and servers' answers must not move its cursor, colour it or name its window. */

/** `text` without escape sequences and control characters; lines and tabs stay. */
export function printable(text: string): string {
  return text.replace(sequences, '').replace(controls, ' ');
}

/** CSI, then OSC and the other strings with what they hold, then the short ones (ECMA-48, §5.3 to 5.6), in 7 and 8 bits. */
const sequences =
  // eslint-disable-next-line no-control-regex -- exactly those are meant
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;

// eslint-disable-next-line no-control-regex -- exactly those are meant
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
