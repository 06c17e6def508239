import assert from 'node:assert/strict';
import { linesOfPage, type PdfRun } from '../../../../src/core/data-room/pdf-lines.ts';
import { splitDocument } from '../../../../src/core/data-room/split-document.ts';

describe('linesOfPage', () => {
  it('joins the runs of a line and parts paragraphs', () => {
    const runs = [
      run('Refund', 700),
      run(' policy', 700, true),
      run('Paid in', 670, true),
      run('30 days.', 656),
    ];
    assert.equal(linesOfPage(runs), 'Refund policy\n\nPaid in\n30 days.');
  });

  it('begins a new paragraph where the next column begins', () => {
    assert.equal(linesOfPage([run('left', 100, true), run('right', 700)]), 'left\n\nright');
  });

  it('leaves out lines without letters', () => {
    assert.equal(linesOfPage([run('', 700, true), run('  ', 690, true), run('x', 680)]), 'x');
    assert.equal(linesOfPage([]), '');
  });

  it('reads Hebrew and Arabic from the right, numbers and Latin words among them from the left', () => {
    const hebrew = ['.', 'להחזר', ' ', 'API v2', ' ', '30', ' ', 'בתוך'].map((text) => run(text, 700));
    assert.equal(linesOfPage(hebrew), 'בתוך API v2 30 להחזר.');
    const mostlyEnglish = ['The word ', 'שלום', ' means peace'].map((text) => run(text, 700));
    assert.equal(linesOfPage(mostlyEnglish), 'The word שלום means peace');
  });

  it('stays fast on a page of a hundred thousand runs', () => {
    const started = performance.now();
    linesOfPage(Array.from({ length: 100_000 }, (_, at) => run(at % 2 === 0 ? 'א' : ' ', 700)));
    linesOfPage(Array.from({ length: 100_000 }, (_, at) => run('word ', 700 - at, at % 5 === 0)));
    assert.ok(performance.now() - started < 1000);
  });
});

describe('the text of a PDF file', () => {
  it('has its pages as sections', () => {
    const text = 'First page.\n\fSecond page.\n\nMore of it.\n\fThird.';
    const sections = splitDocument({ id: 'x', title: 'x.pdf', kind: 'pdf-text', tags: [], text });
    assert.deepEqual(
      sections.map(({ headings, text: part }) => [headings.join(), part]),
      [
        ['', 'First page.\n'],
        ['p. 2', '\fSecond page.\n\nMore of it.\n'],
        ['p. 3', '\fThird.'],
      ],
    );
  });
});

function run(text: string, y: number, endsLine = false): PdfRun {
  return { text, y, endsLine, height: 12 };
}
