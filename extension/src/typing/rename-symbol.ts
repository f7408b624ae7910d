/** Asks for another name, and gives it to all that bear the old one in the notebook's cells. */
import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { TypesConnection } from './connection.js';
import { toChanges } from './edits.js';
import type { Renaming } from '@sonde/schema/editor';

export async function renameSymbol(
  connection: TypesConnection,
  place: { cell: string; code: string; offset: number; name: string },
  trans: TranslationBundle
): Promise<void> {
  const { name, ...at } = place;
  let wanted = name;
  let problem: string | undefined;
  for (;;) {
    const body = new NameField(wanted, problem, trans.__('New name'));
    const { button } = await showDialog({
      title: trans.__('Rename "%1"', name),
      body,
      focusNodeSelector: 'input',
      buttons: [Dialog.cancelButton(), Dialog.okButton({ label: trans.__('Rename') })]
    });
    if (!button.accept) return;
    wanted = body.getValue();
    if (wanted === name) return;
    try {
      const renaming = await connection.ask('rename', { ...at, to: wanted });
      if (renaming) applyRenaming(connection.panel, renaming, wanted, trans);
      return;
    } catch (thrown) {
      // The dialog comes again and says what was wrong with that.
      problem = (thrown as Error).message;
    }
  }
}

/** Each cell changes in one step, which its own undo takes back. */
export function applyRenaming(
  { content }: NotebookPanel,
  { name, cells }: Renaming,
  to: string,
  trans: TranslationBundle
): void {
  const found = cells.flatMap(({ cell: id, edits }) => {
    const model = content.widgets.find(one => one.model.id === id)?.model;
    return model ? [{ model, edits }] : [];
  });
  for (const { model, edits } of found) {
    const { sharedModel } = model;
    const code = sharedModel.getSource();
    const changes = toChanges(code, edits);
    sharedModel.transact(() => {
      for (const { from, to, insert } of changes.reverse()) sharedModel.updateSource(from, to, insert);
    });
  }
  const places = found.reduce((sum, { edits }) => sum + edits.length, 0);
  const where =
    found.length === 1
      ? trans._n('%1 place', '%1 places', places)
      : trans.__('%1 places in %2 cells', places, found.length);
  Notification.success(trans.__('Renamed "%1" to "%2": %3.', name, to, where), { autoClose: 4000 });
}

class NameField extends Widget {
  constructor(value: string, problem: string | undefined, label: string) {
    super();
    this.addClass('sonde-RenameSymbol');
    this._input.value = value;
    this._input.spellcheck = false;
    this._input.className = 'jp-mod-styled';
    this._input.setAttribute('aria-label', label);
    this.node.append(this._input);
    if (problem === undefined) return;
    const said = document.createElement('p');
    said.className = 'sonde-RenameSymbol-problem';
    said.setAttribute('role', 'alert');
    said.textContent = problem;
    this.node.append(said);
    this._input.setAttribute('aria-invalid', 'true');
  }

  getValue(): string {
    return this._input.value.trim();
  }

  protected override onAfterAttach(): void {
    this._input.select();
  }

  private readonly _input = document.createElement('input');
}
