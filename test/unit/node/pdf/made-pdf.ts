import { deflateSync } from 'node:zlib';

/** The objects of a PDF file: the first is the catalog. */
export type PdfObject = string | { readonly dictionary: string; readonly stream: Uint8Array };

/** A PDF file out of objects, numbered from 1, with its table of places. */
export function makePdf(objects: readonly PdfObject[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const places: number[] = [];
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  objects.forEach((object, index) => {
    places.push(length());
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), bytesOf(object), Buffer.from('\nendobj\n'));
  });
  const table = length();
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

/** One page that shows a content, with the font `F`; `catalog` and `page` add entries. */
export function onePage(
  content: string | Uint8Array,
  {
    catalog = '',
    page = '',
    font = '/Type/Font/Subtype/Type1/BaseFont/Helvetica',
    more = [],
  }: PageOptions = {},
): Uint8Array {
  return makePdf([
    `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>${page}>>>>`,
    packed(Buffer.from(content)),
    `<<${font}>>`,
    ...more,
  ]);
}

interface PageOptions {
  readonly catalog?: string;
  readonly page?: string;
  readonly font?: string;
  readonly more?: readonly PdfObject[];
}

/** A stream as most files hold it. */
export function packed(content: Uint8Array, dictionary = ''): PdfObject {
  return { dictionary: `/Filter/FlateDecode${dictionary}`, stream: deflateSync(content) };
}

function bytesOf(object: PdfObject): Buffer {
  if (typeof object === 'string') return Buffer.from(object);
  const { dictionary, stream } = object;
  return Buffer.concat([
    Buffer.from(`<<${dictionary}/Length ${stream.length}>>\nstream\n`),
    stream,
    Buffer.from('\nendstream'),
  ]);
}
