/** What a Docker target can be told: by targets.json, and by each job. */
import { Type, type Static } from '@sinclair/typebox';
import { bareImage, ownImage } from './default-image.js';

/** What the nodes of a Swarm call their GPUs, when nobody says otherwise. */
export const usualGpuKind = 'gpu';

/** Minutes that a node of a Swarm may be silent before its jobs are given up, when nobody says otherwise. */
export const usualSilence = 5;

export const DockerSettings = Type.Object(
  {
    host: Type.Optional(
      Type.String({
        description:
          'unix:///var/run/docker.sock, ssh://user@host or tcp://host:2376; DOCKER_HOST when absent'
      })
    ),
    certificates: Type.Optional(
      Type.String({ description: 'Folder with ca.pem, cert.pem and key.pem; DOCKER_CERT_PATH when absent' })
    ),
    identity: Type.Optional(Type.String({ description: 'File of the private key for ssh' })),
    sshOptions: Type.Optional(
      Type.Array(Type.String(), { description: 'As of ssh -o, e.g. ProxyJump=gate' })
    ),
    image: Type.Optional(
      Type.String({
        minLength: 1,
        description: `Image that jobs run in; when absent ${bareImage} where this Sonde can be mounted, else ${ownImage}`
      })
    ),
    files: Type.Union([Type.Literal('auto'), Type.Literal('mount'), Type.Literal('copy')], {
      default: 'auto',
      description:
        'How data come into a container: mounted from this machine, or copied; mounted when the engine is here'
    }),
    volumes: Type.Optional(
      Type.Array(Type.String({ pattern: '^/' }), {
        description:
          "Absolute paths on the engine's machine that every container sees, read-only: what lies there is not copied"
      })
    ),
    network: Type.Optional(Type.String({ description: 'Network that containers join' })),
    slots: Type.Optional(
      Type.Integer({ minimum: 1, description: 'How many jobs run at once; one for each core when absent' })
    ),
    gpus: Type.Optional(Type.Integer({ minimum: 0, description: 'GPUs of the engine; it cannot be asked' })),
    swarm: Type.Optional(
      Type.Boolean({
        default: true,
        description:
          'Whether jobs run anywhere in the Swarm that the engine manages, if it does and files are mounted; else all on the engine itself'
      })
    ),
    gpuKind: Type.Optional(
      Type.String({
        minLength: 1,
        default: usualGpuKind,
        description:
          "What the nodes of the Swarm call their GPUs: the name before = in dockerd's --node-generic-resource"
      })
    ),
    silence: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        default: usualSilence,
        description: 'Minutes that a node of the Swarm may be silent before its jobs are given up'
      })
    )
  },
  { additionalProperties: false }
);
export type DockerSettings = Static<typeof DockerSettings>;

export const DockerOptions = Type.Object(
  {
    image: Type.Optional(Type.String({ title: 'Image', minLength: 1, description: 'Image to run in' })),
    env: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), {
        title: 'Environment',
        description: 'Names of variables to hand on; their values are in no record'
      })
    ),
    constraints: Type.Optional(
      Type.Array(Type.String({ pattern: '(==|!=)' }), {
        title: 'Nodes',
        description: 'Of a Swarm, which nodes will do, e.g. node.labels.disk==ssd'
      })
    )
  },
  { additionalProperties: false }
);
export type DockerOptions = Static<typeof DockerOptions>;
