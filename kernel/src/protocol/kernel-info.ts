/** Who we are. */
import { readFileSync } from 'node:fs';
import { protocolVersion } from './wire.js';
import type { KernelLanguage } from '../options.js';

const typescript = {
  name: 'typescript',
  version: '7.0',
  mimetype: 'text/typescript',
  file_extension: '.ts',
  pygments_lexer: 'typescript',
  codemirror_mode: 'typescript',
  nbconvert_exporter: 'script'
} as const;

const javascript = {
  name: 'javascript',
  version: process.versions.node,
  mimetype: 'text/javascript',
  file_extension: '.js',
  pygments_lexer: 'javascript',
  codemirror_mode: 'javascript',
  nbconvert_exporter: 'script'
} as const;

export function kernelInfo(language: KernelLanguage): Record<string, unknown> {
  const { version } = JSON.parse(readFileSync(`${import.meta.dirname}/../../package.json`, 'utf8')) as {
    version: string;
  };
  return {
    status: 'ok',
    protocol_version: protocolVersion,
    implementation: 'sonde',
    implementation_version: version,
    language_info: language === 'javascript' ? javascript : typescript,
    banner: `Sonde ${version}: ${language === 'javascript' ? 'JavaScript' : 'TypeScript'} on Node.js ${process.versions.node}`,
    debugger: true,
    supported_features: ['debugger', 'kernel subshells'],
    help_links: [
      { text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' },
      {
        text: 'Node.js',
        url: `https://nodejs.org/docs/latest-v${process.versions.node.split('.')[0]}.x/api/`
      }
    ]
  };
}
