import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mostPdfBytes, mostPdfPages } from '../../../../src/core/data-room/pdf-reading.ts';
import { readPdf } from '../../../../src/node/pdf/read-pdf.ts';
import { makePdf, onePage, packed } from './made-pdf.ts';
import { usePdfThread } from './pdf-thread.ts';

const hello = 'BT /F 12 Tf 50 700 Td (Hello, reader.) Tj ET';

describe('readPdf', function () {
  this.timeout(40_000);
  const folder = usePdfThread();

  const read = (bytes: Uint8Array) => readPdf(bytes, { folder: folder() });
  const textOf = async (bytes: Uint8Array): Promise<string> => {
    const reading = await read(bytes);
    return reading.kind === 'read' ? reading.text : assert.fail(reading.problem);
  };
  const problemOf = async (bytes: Uint8Array): Promise<string> => {
    const reading = await read(bytes);
    return reading.kind === 'refused' ? reading.problem : assert.fail(reading.text);
  };

  it('reads the lines, paragraphs and pages of a file that Chromium has made', async () => {
    assert.equal(
      await textOf(await fixture('policy.pdf')),
      [
        'Refund policy',
        '',
        'A refund is paid within 30 days of the request, in the currency of the order. Shipping costs are paid back only',
        'when the article was damaged, wrong or late; the customer keeps the receipt.',
        '',
        'Deadlines',
        '',
        'Requests later than 90 days after delivery are not accepted.',
        '',
        'Gift cards are never refunded.',
        'Downloads are refunded while they have not been opened.',
        '\fTerms',
        '',
        'Word Meaning',
        'SKU the number of an article',
        'RMA permission to send an article back',
      ].join('\n'),
    );
  });

  it('reads Russian, and Hebrew in the order in which it is read', async () => {
    const text = await textOf(await fixture('languages.pdf'));
    assert.ok(text.startsWith('Правила возврата\n\nДеньги возвращаются в течение 30 дней'), text);
    assert.ok(text.includes('\n\nמדיניות החזרים\n\n'), text);
    assert.ok(text.endsWith('ההחזר משולם בתוך 30 ימים מיום הבקשה. כרטיסי מתנה אינם ניתנים להחזר.'), text);
  });

  it('says what is wrong with a file that has no text to read', async () => {
    assert.equal(await problemOf(await fixture('scan.pdf')), 'pdf-scan');
    assert.equal(await problemOf(await fixture('encrypted.pdf')), 'pdf-encrypted');
    assert.equal(await problemOf(new TextEncoder().encode('%PDF-1.7')), 'pdf-broken');
    assert.equal(await problemOf(new Uint8Array(0)), 'pdf-broken');
    assert.equal(await problemOf((await fixture('policy.pdf')).subarray(0, 20_000)), 'pdf-broken');
    const font = '/Type/Font/Subtype/Type0/BaseFont/X/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]';
    const descendant =
      '<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>';
    const chinese = onePage('BT /F 12 Tf 50 700 Td <90006B3E> Tj ET', { font, more: [descendant] });
    assert.equal(await problemOf(chinese), 'pdf-encoding');
  });

  it('refuses more pages and bytes than a document may have', async () => {
    const kids = Array.from({ length: mostPdfPages + 1 }, () => '3 0 R').join(' ');
    const long = makePdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      `<</Type/Pages/Count ${mostPdfPages + 1}/Kids[${kids}]>>`,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>',
    ]);
    assert.equal(await problemOf(long), 'pdf-too-large');
    assert.equal(await problemOf(new Uint8Array(mostPdfBytes + 1)), 'pdf-too-large');
  });

  it('stops when it is told to, and when it takes too long', async () => {
    const loop = onePage('q /X Do Q '.repeat(40), {
      page: '/XObject<</X 6 0 R>>',
      more: nestedForms(7),
    });
    const started = performance.now();
    const reading = await readPdf(loop, { folder: folder(), timeoutMs: 1500 });
    assert.deepEqual(reading, { kind: 'refused', problem: 'pdf-heavy' });
    assert.ok(performance.now() - started < 6000);
    const stop = new AbortController();
    const stopped = readPdf(loop, { folder: folder(), signal: stop.signal });
    setTimeout(() => stop.abort(), 300);
    await assert.rejects(stopped, { name: 'AbortError' });
    await assert.rejects(readPdf(loop, { folder: folder(), signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
  });

  it('unpacks no bomb: 2 GB of blanks in 2 MB take neither long nor much memory', async () => {
    const inner = packed(Buffer.alloc(400_000_000, ' '));
    assert.ok(typeof inner !== 'string');
    const bomb = makePdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Count 1/Kids[3 0 R]>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents [4 0 R 4 0 R 4 0 R 4 0 R 4 0 R]>>',
      inner,
    ]);
    const before = process.memoryUsage.rss();
    let most = 0;
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss() - before)), 20);
    const started = performance.now();
    const reading = await read(bomb);
    clearInterval(watching);
    assert.equal(reading.kind, 'refused');
    assert.ok(performance.now() - started < 20_000, `${performance.now() - started} ms`);
    assert.ok(most < 700_000_000, `${most} bytes`);
  });

  it('follows nothing that a file asks for: scripts, addresses, programs and files are as if they were not there', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('%PDF-1.7');
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const actions = [
      `<</S/JavaScript/JS(app.launchURL\\("${address}"\\); this.exportDataObject\\({cName:"x"}\\))/Next 7 0 R>>`,
      `<</S/URI/URI(${address})/Next 8 0 R>>`,
      `<</S/Launch/F(/bin/sh)/Next 9 0 R>>`,
      `<</S/SubmitForm/F<</FS/URL/F(${address})>>>>`,
    ];
    const outside = {
      dictionary: `/F<</FS/URL/F(${address})>>/Type/XObject/Subtype/Form`,
      stream: Buffer.from(''),
    };
    const hostile = onePage(`/X Do ${hello}`, {
      catalog: `/OpenAction 6 0 R/AA<</WC 6 0 R>>/Names<</JavaScript<</Names[(a)6 0 R]>>>>`,
      page: '/XObject<</X 10 0 R>>',
      more: [...actions, outside],
    });
    assert.equal(await textOf(hostile), 'Hello, reader.');
    server.close();
    assert.equal(asked, 0);
  });

  it('reads a file whose pages and forms lead back to themselves, or calls it damaged', async () => {
    const form = {
      dictionary: '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>',
      stream: Buffer.from('/X Do'),
    };
    const circle = onePage(`/X Do ${hello}`, { page: '/XObject<</X 6 0 R>>', more: [form] });
    assert.match((await read(circle)).kind, /read|refused/u);
    const pages = makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Count 1/Kids[2 0 R]>>']);
    assert.match(await problemOf(pages), /pdf-(?:broken|scan)/u);
  });
});

/** Forms that show the next one forty times each. */
function nestedForms(depth: number) {
  return Array.from({ length: depth }, (_, index) => {
    const isLast = index === depth - 1;
    const resources = isLast ? '/Font<</F 5 0 R>>' : `/XObject<</X ${index + 7} 0 R>>`;
    return packed(
      Buffer.from(isLast ? hello : '/X Do '.repeat(40)),
      `/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<${resources}>>`,
    );
  });
}

async function fixture(name: string): Promise<Uint8Array> {
  return readFile(new URL(`../../../fixtures/pdf/${name}`, import.meta.url));
}
