/** Makes a view small enough to be one of many: its pictures get fewer pixels, its sound is left out. */
import sharp from 'sharp';

/** @param count how many views share a page: a few may stay as they are */
export async function lighter(view: unknown, count: number): Promise<unknown> {
  if (count <= 6) return view;
  return lightened(view, count <= 24 ? 320 : count <= 60 ? 200 : 140);
}

async function lightened(value: unknown, edge: number): Promise<unknown> {
  if (typeof value === 'string') return isPicture(value) ? smaller(value, edge) : value;
  if (Array.isArray(value) && value.length <= 100) {
    return Promise.all(value.map(one => lightened(one, edge)));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).filter(([name]) => name !== 'audio');
  return Object.fromEntries(
    await Promise.all(fields.map(async ([name, field]) => [name, await lightened(field, edge)] as const))
  );
}

const isPicture = (text: string): boolean => /^data:image\/(png|jpeg|webp);base64,/.test(text);

/** A photograph becomes a JPEG; a mask stays a PNG, for its transparency is what it says. */
async function smaller(address: string, edge: number): Promise<string> {
  const bytes = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
  const picture = sharp(bytes);
  const { hasAlpha } = await picture.metadata();
  const resized = picture.resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true });
  const [made, type] = hasAlpha
    ? [await resized.png({ palette: true }).toBuffer(), 'png']
    : [await resized.jpeg({ quality: 75 }).toBuffer(), 'jpeg'];
  return made.length < bytes.length ? `data:image/${type};base64,${made.toString('base64')}` : address;
}
