import type { Picture } from '../../src/protocol/analytics-page.ts';

/** What a drawing looks like without the style sheet of the page. */
const drawnProperties = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'text-anchor',
] as const;

/** Pixels of a PNG for each unit of the drawing. */
const sharpness = 2;

/** A chart of the page as a file of its own, in the colours that it has now; null when there is no such chart. */
export async function pictureOf(name: string, format: Picture['format']): Promise<Picture | null> {
  const chart = document.querySelector(`#chart-${name}`);
  if (!(chart instanceof SVGSVGElement)) return null;
  const background = getComputedStyle(document.body).backgroundColor;
  const content = format === 'svg' ? toMarkup(chart, background) : await toPng(chart, background);
  return content === null ? null : { name, format, content };
}

function toMarkup(chart: SVGSVGElement, background: string): string {
  const copy = chart.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return '';
  const originals = [chart, ...chart.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [index, original] of originals.entries()) bakeStyle(original, copies[index]);
  const { width, height } = chart.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [attribute, value] of Object.entries({ width, height, fill: background })) {
    paper.setAttribute(attribute, String(value));
  }
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

function bakeStyle(original: Element, copy: Element | undefined): void {
  if (copy === undefined) return;
  const style = getComputedStyle(original);
  for (const property of drawnProperties) copy.setAttribute(property, style.getPropertyValue(property));
  if (original instanceof SVGTextElement) {
    copy.setAttribute('font-family', style.fontFamily);
    copy.setAttribute('font-size', style.fontSize);
  }
  for (const attribute of ['class', 'tabindex', 'id']) copy.removeAttribute(attribute);
}

/** Drawn by hand: the policy of the page lets no picture be loaded from its own data. */
async function toPng(chart: SVGSVGElement, background: string): Promise<string | null> {
  const { width, height } = chart.viewBox.baseVal;
  const canvas = document.createElement('canvas');
  canvas.width = width * sharpness;
  canvas.height = height * sharpness;
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.scale(sharpness, sharpness);
  pen.fillStyle = background;
  pen.fillRect(0, 0, width, height);
  for (const mark of chart.querySelectorAll('rect, line, text')) drawMark(pen, mark);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob === null ? null : toBase64(new Uint8Array(await blob.arrayBuffer()));
}

function drawMark(pen: CanvasRenderingContext2D, mark: Element): void {
  const style = getComputedStyle(mark);
  const number = (name: string): number => Number(mark.getAttribute(name) ?? 0);
  pen.globalAlpha = Number(style.opacity);
  pen.fillStyle = style.fill;
  pen.strokeStyle = style.stroke;
  if (mark instanceof SVGRectElement && style.fill !== 'none') {
    pen.fillRect(number('x'), number('y'), number('width'), number('height'));
  } else if (mark instanceof SVGLineElement) {
    pen.beginPath();
    pen.moveTo(number('x1'), number('y1'));
    pen.lineTo(number('x2'), number('y2'));
    pen.stroke();
  } else if (mark instanceof SVGTextElement) {
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    pen.textAlign = style.textAnchor === 'end' ? 'right' : style.textAnchor === 'middle' ? 'center' : 'left';
    pen.fillText(mark.textContent, number('x'), number('y'));
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
