import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JobRecord } from '@sonde/schema';
import { actions, click, client, find, open, type, usesModulePage } from '../testing/module-page.js';

usesModulePage();

describe('training from the page', () => {
  beforeEach(async () => {
    await open();
    await click('Train');
  });

  it('asks for data before anything else', async () => {
    await click('Start');
    expect(find('.sonde-Form-error').textContent).toContain('use the example data');
    expect(client.submit).not.toHaveBeenCalled();
  });

  it('checks the example data with one click, and starts a job', async () => {
    await click('Use the example data');
    await click('Check');
    expect(find('.sonde-Train-said').textContent).toBe('3 rows');
    await type('input[id$=-epochs]', '7');
    client.submit.mockResolvedValue({ title: 'penguins on penguins.csv' } as JobRecord);
    await click('Start');
    expect(client.submit.mock.calls[0]?.[0]).toEqual({
      kind: 'train',
      module: 'penguins',
      data: '/data/penguins.csv',
      args: { epochs: 7 }
    });
    expect(actions.openJobs).toHaveBeenCalled();
  });
});
