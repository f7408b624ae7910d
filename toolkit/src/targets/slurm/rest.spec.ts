/** Against a small server that answers as slurmrestd does in each of its versions. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SlurmRefusal, type SlurmClient, type SlurmRequest } from './client.js';
import { restClient } from './rest.js';

describe('slurmrestd', () => {
  let server: Server;
  let url: string;
  let answers: Record<string, unknown> = {};
  let asked: { path: string; body: unknown }[] = [];

  beforeAll(async () => {
    process.env['SONDE_TEST_TOKEN'] = 'a token';
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const path = `${request.method} ${request.url}`;
        asked.push({ path, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
        const answer = answers[path];
        response.statusCode = answer === undefined ? 404 : 200;
        response.end(JSON.stringify(answer ?? { errors: [{ error: 'Unable to find requested URL' }] }));
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    asked = [];
  });
  afterAll(async () => {
    delete process.env['SONDE_TEST_TOKEN'];
    await new Promise(resolve => server.close(resolve));
  });

  const offering = (...versions: string[]): Record<string, unknown> => ({
    'GET /openapi/v3': {
      paths: Object.fromEntries(
        versions.flatMap(version => [
          [`/slurm/v${version}/job/submit`, {}],
          [`/slurmdb/v${version}/job/{job_id}`, {}]
        ])
      )
    },
    ...Object.fromEntries(versions.map(version => [`GET /slurm/v${version}/ping`, {}]))
  });
  const client = (): SlurmClient =>
    restClient({ via: 'rest', url, user: 'me', tokenVariable: 'SONDE_TEST_TOKEN' });
  const request: SlurmRequest = {
    name: 'sonde-j',
    script: '#!/bin/bash\n',
    folder: '/nfs/j',
    output: '/nfs/j/log.txt',
    cpus: 2,
    memoryMiB: 512,
    minutes: 30,
    nodes: 2,
    gres: 'gpu:a100:2,shard:1'
  };

  it('is spoken to in the newest version that both sides know', async () => {
    answers = offering('0.0.37', '0.0.40', '0.0.99', '0.0.39');
    expect(await client().about()).toContain('by slurmrestd v0.0.40 at');
  });

  it('is refused with a sentence when it speaks none that is known', async () => {
    answers = offering('0.0.99', '0.0.100');
    await expect(client().about()).rejects.toMatchObject({
      code: 'target-unsupported',
      message: `slurmrestd at ${url} speaks version 0.0.99, 0.0.100 of its interface, 0.0.36 to 0.0.45 are known here`
    });
    answers = { 'GET /openapi/v3': {} };
    await expect(client().about()).rejects.toThrow('speaks no version of its interface that is known here');
  });

  it.each([
    [
      '0.0.38',
      {
        open_mode: 'append',
        environment: { PATH: '/usr/local/bin:/usr/bin:/bin' },
        memory_per_node: '512',
        time_limit: 30,
        nodes: 2,
        gres: 'gpu:a100:2,shard:1'
      }
    ],
    [
      '0.0.39',
      {
        open_mode: ['APPEND'],
        environment: ['PATH=/usr/local/bin:/usr/bin:/bin'],
        memory_per_node: { set: true, number: 512 },
        time_limit: { set: true, number: 30 },
        nodes: '2',
        tres_per_node: 'gres:gpu:a100:2,gres:shard:1',
        script: request.script
      }
    ],
    ['0.0.40', { tres_per_node: 'gres/gpu:a100:2,gres/shard:1', environment: [expect.any(String)] }],
    ['0.0.45', { tres_per_node: 'gres/gpu:a100:2,gres/shard:1', environment: [expect.any(String)] }]
  ])('v%s is given a job in its own words', async (version, words) => {
    answers = { ...offering(version), [`POST /slurm/v${version}/job/submit`]: { job_id: 12 } };
    expect(await client().submit(request)).toBe('12');
    expect(asked.at(-1)?.body).toMatchObject({
      script: request.script,
      job: {
        name: 'sonde-j',
        current_working_directory: '/nfs/j',
        standard_output: '/nfs/j/log.txt',
        cpus_per_task: 2,
        ...words
      }
    });
  });

  it('is said to have another clock than this machine when it refuses a token that is yet to be made', async () => {
    const iat = Math.floor(Date.now() / 1000) + 5400;
    const claims = Buffer.from(JSON.stringify({ iat, exp: iat + 60, sun: 'me' })).toString('base64url');
    process.env['SONDE_TEST_TOKEN'] = `head.${claims}.signature`;
    const errors = [{ error: 'Authentication failure' }];
    answers = { ...offering('0.0.40'), 'GET /slurm/v0.0.40/ping': { errors } };
    await expect(client().about()).rejects.toMatchObject({
      code: 'target-credentials',
      message: expect.stringMatching(
        /: it says to have been made on .* UTC, 90 minutes from now: the clock there is ahead of the one here$/
      )
    });
    process.env['SONDE_TEST_TOKEN'] = 'a token';
  });

  it('says why it will not have a job', async () => {
    const errors = [{ error_number: 2000, error: 'Invalid partition name specified', description: 'bad' }];
    answers = { ...offering('0.0.41'), 'POST /slurm/v0.0.41/job/submit': { errors } };
    await expect(client().submit(request)).rejects.toThrow(SlurmRefusal);
  });

  it.each<[string, Record<string, unknown>, unknown]>([
    [
      '0.0.38',
      { job_id: 7, array_job_id: 0, job_state: 'FAILED', state_reason: 'NonZeroExitCode', exit_code: 768 },
      { id: '7', state: 'FAILED', reason: 'NonZeroExitCode', exitCode: 3 }
    ],
    [
      '0.0.39',
      {
        job_id: 7,
        array_job_id: { set: true, infinite: false, number: 0 },
        job_state: 'RUNNING',
        state_reason: 'None',
        batch_host: 'n1',
        exit_code: { set: true, infinite: false, number: 9 }
      },
      { id: '7', state: 'RUNNING', reason: '', node: 'n1', signal: 9 }
    ],
    [
      '0.0.40',
      {
        job_id: 7,
        array_job_id: { set: true, infinite: false, number: 7 },
        array_task_id: { set: true, infinite: false, number: 0 },
        job_state: ['COMPLETED', 'COMPLETING'],
        state_reason: 'None',
        exit_code: {
          status: ['SUCCESS'],
          return_code: { set: true, number: 0 },
          signal: { id: { set: false, number: 0 } }
        }
      },
      { id: '7_0', state: 'COMPLETING', exitCode: 0 }
    ],
    [
      '0.0.41',
      {
        job_id: 7,
        array_job_id: { set: true, infinite: false, number: 0 },
        job_state: ['OUT_OF_MEMORY'],
        state_reason: 'OutOfMemory',
        exit_code: { return_code: { set: true, number: 0 }, signal: { id: { set: true, number: 125 } } }
      },
      { id: '7', state: 'OUT_OF_MEMORY', reason: 'OutOfMemory', signal: 125 }
    ]
  ])('v%s is understood when it speaks of a job', async (version, job, understood) => {
    answers = { ...offering(version), [`GET /slurm/v${version}/job/7`]: { jobs: [{ name: 'n', ...job }] } };
    const [seen] = await client().look([(understood as { id: string }).id]);
    expect(seen).toMatchObject({ name: 'n', ...(understood as object) });
  });

  it('speaks of all tasks of an array that wait in one go', async () => {
    const unset = { set: false, infinite: false, number: 0 };
    answers = {
      ...offering('0.0.42'),
      'GET /slurm/v0.0.42/job/5': {
        jobs: [
          {
            job_id: 5,
            array_job_id: { set: true, number: 5 },
            array_task_id: unset,
            array_task_string: '1-2%1',
            job_state: ['PENDING'],
            state_reason: 'JobArrayTaskLimit'
          },
          {
            job_id: 6,
            array_job_id: { set: true, number: 5 },
            array_task_id: { set: true, number: 0 },
            array_task_string: '',
            job_state: ['RUNNING']
          }
        ]
      }
    };
    const seen = await client().look(['5_0', '5_2']);
    expect(seen.map(({ id, state }) => [id, state])).toEqual([
      ['5_1', 'PENDING'],
      ['5_2', 'PENDING'],
      ['5_0', 'RUNNING']
    ]);
    expect(asked.filter(({ path }) => path.includes('/job/'))).toHaveLength(1);
  });

  it('is given no array in the versions that cannot stop one of its tasks', async () => {
    answers = { ...offering('0.0.41'), 'POST /slurm/v0.0.41/job/submit': { job_id: 12 } };
    await expect(client().submit({ ...request, array: '0-3' })).rejects.toThrow(/array/);
    answers = { ...offering('0.0.42'), 'POST /slurm/v0.0.42/job/submit': { job_id: 12 } };
    expect(await client().submit({ ...request, array: '0-3%2' })).toBe('12');
    expect(asked.at(-1)?.body).toMatchObject({ job: { array: '0-3%2' } });
  });

  it('is asked for its accounting when the controller has forgotten a job', async () => {
    answers = {
      ...offering('0.0.40'),
      'GET /slurm/v0.0.40/job/7': { errors: [{ error_number: 2017, error: 'Invalid job id specified' }] },
      'GET /slurmdb/v0.0.40/job/7': {
        jobs: [
          {
            job_id: 7,
            name: 'n',
            array: { job_id: 0, task_id: { set: false, number: 0 } },
            state: { current: ['CANCELLED'], reason: 'None' },
            nodes: 'n3',
            kill_request_user: 'ada',
            exit_code: { return_code: { set: true, number: 0 }, signal: { id: { set: true, number: 15 } } }
          }
        ]
      }
    };
    expect(await client().ended('7')).toEqual({
      id: '7',
      name: 'n',
      state: 'CANCELLED',
      reason: '',
      node: 'n3',
      by: 'user ada',
      exitCode: 0,
      signal: 15
    });
  });

  it('says what the nodes and partitions have, in either shape', async () => {
    answers = {
      ...offering('0.0.45'),
      'GET /slurm/v0.0.45/nodes': {
        nodes: [
          {
            name: 'n1',
            state: ['IDLE', 'DRAIN'],
            cpus: 8,
            alloc_cpus: 2,
            real_memory: 4000,
            alloc_memory: 512,
            gres: 'gpu:a100:2(S:0-1)',
            gres_used: 'gpu:a100:1(IDX:0)'
          }
        ]
      },
      'GET /slurm/v0.0.45/partitions': {
        partitions: [
          {
            name: 'main',
            flags: ['DEFAULT'],
            maximums: { time: { set: true, infinite: false, number: 60 } }
          },
          { name: 'long', flags: [], maximums: { time: { set: false, infinite: true, number: 0 } } }
        ]
      }
    };
    expect(await client().nodes()).toMatchObject([
      { state: 'IDLE+DRAIN', cpusTaken: 2, gpus: 2, gpusTaken: 1 }
    ]);
    expect(await client().partitions()).toEqual([
      { name: 'main', isDefault: true, maxMinutes: 60 },
      { name: 'long', isDefault: false, maxMinutes: Infinity }
    ]);
  });
});
