import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { jupyterDisplay } from '@sonde/schema';
import { containerEntry, containerInfo } from '../catalogue/container-entry.js';
import { parseCard } from '../catalogue/read-card.js';
import { ContainerModule } from './container-module.js';

const card = parseCard(readFileSync(join(import.meta.dirname, '../catalogue/fixtures/card.yml'), 'utf8'));
const machine = { memoryMB: 8000, freeMB: 9000, gpus: [], platform: 'linux-x64', onnx: true, docker: false };
const handle = new ContainerModule(
  containerInfo(containerEntry('dogs-breed-detector', 'AI4OS', card, machine))
);

describe('the handle of a container', () => {
  it('says what it would run, and where', () => {
    expect(handle.info().wouldRun.map(({ command }) => command)).toEqual([
      'docker run --rm -it -p 127.0.0.1:5000:5000 ai4oshub/dogs-breed-detector',
      'udocker run --rm --publish=5000:5000 ai4oshub/dogs-breed-detector',
      'apptainer run --writable-tmpfs docker://ai4oshub/dogs-breed-detector'
    ]);
    const bundle = handle[jupyterDisplay]();
    expect(bundle['text/html']).toContain('<code>docker run --rm');
    expect(bundle['text/plain']).toMatch(/Here +It is a container image \(ai4oshub\/dogs-breed-detector\)/);
    expect(bundle['text/plain']).toContain('It needs a Docker Engine; this machine has none');
    expect(bundle['text/plain']).toContain('http://127.0.0.1:5000/ui');
  });

  it.each(['predict', 'train', 'check', 'device'] as const)(
    'does not %s, and says what to run',
    async verb => {
      await expect(handle[verb]()).rejects.toMatchObject({
        code: 'module-container',
        message: expect.stringContaining('Sonde cannot run containers yet'),
        hint: expect.stringContaining('docker run --rm -it')
      });
    }
  );

  it('has no examples, and says what to run', () => {
    expect(() => handle.example()).toThrow(
      expect.objectContaining({
        code: 'module-container',
        message: expect.stringMatching(/^Cannot give an example of "dogs-breed-detector" from here: /),
        hint: expect.stringContaining('docker run --rm -it')
      })
    );
  });

  it('of a card without an image points to its code', async () => {
    const { links, ...rest } = card;
    const without = { ...rest, links: { source_code: links.source_code } };
    const bare = new ContainerModule(containerInfo(containerEntry('bare', 'AI4OS', without, machine)));
    expect(bare.info().wouldRun).toEqual([]);
    await expect(bare.predict()).rejects.toMatchObject({
      hint: 'Its code is at https://github.com/ai4os-hub/dogs-breed-detector.'
    });
  });

  it('prints what strangers wrote without what a terminal acts on', () => {
    const evil = { ...card, title: 'Dogs\u001b]0;owned\u0007', summary: '\u001b[2Jgone' };
    const text = String(new ContainerModule(containerInfo(containerEntry('x', 'y', evil, machine))));
    expect(text).toMatch(/^Title +Dogs\nSummary +gone$/m);
  });

  it('shows what strangers wrote as text', () => {
    const evil = { ...card, title: '<img src=x onerror=alert(1)>' };
    const { 'text/html': html } = new ContainerModule(containerInfo(containerEntry('x', 'y', evil, machine)))[
      jupyterDisplay
    ]();
    expect(html).not.toContain('<img');
  });
});
