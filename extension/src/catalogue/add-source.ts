/** Asks for a place that holds modules, and adds it to the sources of the catalogue. */
import { InputDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { SourceState } from '@sonde/schema';
import type { ServiceClient } from '../service/client.js';

/** What was added; undefined when nothing was entered. */
export async function askForSource(
  client: Pick<ServiceClient, 'addSource'>,
  trans: TranslationBundle
): Promise<SourceState | undefined> {
  const { value } = await InputDialog.getText({
    title: trans.__('Add a source of modules'),
    label: trans.__('A folder on this machine, or the address of a git repository or of a list of modules'),
    placeholder: 'https://github.com/team/modules',
    okLabel: trans.__('Add')
  });
  const location = value?.trim() ?? '';
  return location === '' ? undefined : client.addSource(location);
}
