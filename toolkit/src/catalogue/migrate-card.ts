/**
 * Turns a card of DEEP (`metadata.json`, V1) into one of AI4OS (`ai4-metadata.yml`, V2), as `ai4-metadata migrate`
 * does, but for three things: what V2 has a word for gets it (`citation`, `dataset`), "scikit-learn" becomes the
 * library that V2 knows, and the date of change is the date of creation, since V1 knows no other.
 */

/** True for what looks like V1: it names its code under `sources`, which V2 forbids. */
export function isV1(card: unknown): card is Record<string, unknown> {
  return isRecord(card) && !('metadata_version' in card) && isRecord(card['sources']);
}

export function migrateCard(v1: Record<string, unknown>): Record<string, unknown> {
  const from = isRecord(v1['sources']) ? v1['sources'] : {};
  const ci = isRecord(v1['continuous_integration']) ? v1['continuous_integration'] : {};
  const { description } = v1;
  const tags = Array.isArray(v1['keywords']) ? [...new Set(v1['keywords'])] : [];
  const words = new Set(tags.map(tag => String(tag).toLowerCase()));
  const having = (pairs: readonly (readonly [string, string])[]): string[] =>
    pairs.filter(([word]) => words.has(word)).map(([, name]) => name);
  return {
    metadata_version: '2.3.0',
    title: v1['title'],
    summary: v1['summary'],
    description: Array.isArray(description) ? description.join(' ') : description,
    dates: { created: v1['date_creation'], updated: v1['date_creation'] },
    links: present({
      source_code: from['code'],
      docker_image: from['docker_registry_repo'],
      zenodo_doi: from['zenodo_doi'],
      weights: from['pre_trained_weights'],
      ai4_template: from['ai4_template'],
      dataset: v1['dataset_url'],
      training_files_url: v1['training_files_url'],
      citation: v1['cite_url'],
      cicd_url: ci['build_status_url'],
      cicd_badge: ci['build_status_badge']
    }),
    ...present({ license: v1['license'], doi: v1['doi'] }),
    tags,
    tasks: [],
    libraries: having([
      ['tensorflow', 'TensorFlow'],
      ['pytorch', 'PyTorch'],
      ['keras', 'Keras'],
      ['scikit-learn', 'Scikit-learn']
    ]),
    categories: having([
      ['trainable', 'AI4 trainable'],
      ['inference', 'AI4 inference'],
      ['inference', 'AI4 pre trained']
    ])
  };
}

function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
