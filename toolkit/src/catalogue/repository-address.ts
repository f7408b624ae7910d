/** Addresses of code repositories, as lists of modules write them, and of the files in them. */

/** What a list says of one module. */
export interface ListedRepository {
  name: string;
  /** Address of the repository's page. */
  repository: string;
  branch?: string;
}

/** The page of a repository: without `.git`, without a last slash, https for `git@host:owner/name`. */
export function repositoryPage(url: string): string {
  const web = url.trim().replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$1/');
  return web.replace(/\/+$/, '').replace(/\.git$/, '');
}

/** The last part of a repository's address: its name in the catalogue. */
export function repositoryName(page: string): string {
  return decodeURIComponentOr(page.slice(page.lastIndexOf('/') + 1));
}

/** Where `file` of a repository can be read as it is. Without a branch it is the default one (`HEAD`). */
export function rawAddress({ repository, branch = 'HEAD' }: ListedRepository, file: string): string {
  const github = /^https?:\/\/(?:www\.)?github\.com\/([^/]+\/[^/]+)$/.exec(repository);
  const path = `${encodeURI(branch)}/${file}`;
  if (github) return `https://raw.githubusercontent.com/${github[1]}/${path}`;
  if (/^https?:\/\/[^/]*\b(gitlab|codebase)\b/.test(repository)) return `${repository}/-/raw/${path}`;
  return `${repository}/raw/${path}`;
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
