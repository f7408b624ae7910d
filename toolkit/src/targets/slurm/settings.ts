/** What `targets.json` may say of a cluster, and what a job may ask of it beside its resources. */
import { Type, type Static } from '@sinclair/typebox';

const text = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));
const path = (description: string) =>
  Type.Optional(Type.String({ pattern: '^/[^\\n]*$', description: `Absolute path: ${description}` }));

export const SlurmSettings = Type.Object(
  {
    via: Type.Optional(
      Type.Union([Type.Literal('commands'), Type.Literal('rest')], {
        description: 'Slurm’s own commands (sbatch, squeue …), or slurmrestd; commands when absent'
      })
    ),
    url: Type.Optional(
      Type.String({
        pattern: '^https?://[^\\s@]+$',
        description: 'Of slurmrestd, e.g. https://slurm.example.org:6820'
      })
    ),
    user: text('Name on the cluster, for slurmrestd; your name here when absent'),
    tokenVariable: text('Environment variable that holds the token for slurmrestd; SLURM_JWT when absent'),
    tokenFile: path('a file that holds the token for slurmrestd'),
    ssh: Type.Optional(
      Type.String({
        pattern: '^[^\\s-][^\\s]*$',
        description: 'Log-in node, e.g. me@login.example.org: the commands run there'
      })
    ),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description: 'Of ssh' })),
    identity: path('the private key for ssh'),
    sshOptions: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Za-z]+=' }), {
        description: 'As of ssh -o, e.g. ProxyJump=gate'
      })
    ),
    bin: path('the folder of Slurm’s commands, where it is not in the PATH'),
    partition: text('Partition of jobs that name none'),
    account: text('Account of jobs that name none'),
    qos: text('Quality of service of jobs that name none'),
    paths: Type.Optional(
      Type.Record(Type.String({ pattern: '^/' }), Type.String({ pattern: '^/' }), {
        description: 'Folders that the nodes know by another name: {"/here": "/there"}; they are not copied'
      })
    ),
    stage: path(
      'a folder that the nodes see, for what they do not see here; jobs and what they read are copied'
    ),
    node: path('Node.js on the cluster'),
    runner: path('the program that runs jobs, where Sonde is installed on the cluster (lib/jobs/runner.js)'),
    setup: Type.Optional(
      Type.Array(Type.String(), { description: 'Lines of bash before the job, e.g. "module load nodejs"' })
    ),
    container: Type.Optional(
      Type.Object(
        {
          engine: Type.Union([Type.Literal('apptainer'), Type.Literal('enroot')]),
          image: Type.String({ minLength: 1, description: 'An image or its file on the cluster' })
        },
        { additionalProperties: false, description: 'Runs jobs in a container' }
      )
    )
  },
  { additionalProperties: false }
);
export type SlurmSettings = Static<typeof SlurmSettings>;

export const SlurmOptions = Type.Object(
  {
    partition: text('Which part of the cluster it runs in'),
    account: text('Whose share it uses up'),
    qos: text('Quality of service'),
    nodes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'How many nodes; the job starts on the first' })
    ),
    constraint: text('Features that the node must have, e.g. "a100&nvlink"'),
    gres: text(
      'Generic resources in Slurm’s own words, e.g. "gpu:a100:2"; else `gpus` of the resources decides'
    ),
    reservation: text('Name of a reservation'),
    atOnce: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'How many jobs of a sweep may run at once; any number when absent'
      })
    )
  },
  { additionalProperties: false }
);
export type SlurmOptions = Static<typeof SlurmOptions>;
