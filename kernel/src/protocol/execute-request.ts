/** What an execute_request says beside its code, and the metadata of its reply. */

/** JupyterLab tells which cell a request comes from. */
export function cellId({ cellId }: Record<string, unknown>): { cell?: string } {
  return typeof cellId === 'string' && cellId !== '' ? { cell: cellId } : {};
}

export function userExpressions(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, text]) => [key, String(text)]);
}

/** As ipykernel has them; front ends show when a cell began. */
export function replyMetadata(started: Date, status: string): Record<string, unknown> {
  return { started: started.toISOString(), dependencies_met: true, engine: '', status };
}
