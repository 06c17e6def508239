import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

/**
 * Parts of pdfjs-dist that reading text has no use for, by the names that its files give them: drawing, editing,
 * forms, pictures, and all that opens an address or a file. What is left cannot reach the network.
 */
const UNUSED: Readonly<Record<string, readonly RegExp[]>> = {
  'pdf.mjs': [
    /^\.\/src\/display\/editor\//u,
    /^\.\/src\/display\/(?:annotation_layer|annotation_storage|canvas|canvas_dependency_tracker|canvas_factory)\.js$/u,
    /^\.\/src\/display\/(?:dom_canvas_factory|dom_filter_factory|filter_factory|draw_layer)\.js$/u,
    /^\.\/src\/display\/(?:fetch_stream|network|network_utils|network_stream|node_stream|node_utils)\.js$/u,
    /^\.\/src\/display\/(?:pattern_helper|renderer_worker_proxy|svg_factory|text_layer|text_layer_images)\.js$/u,
    /^\.\/src\/display\/(?:touch_manager|webgpu|xfa_layer|xfa_text)\.js$/u,
  ],
  'pdf.worker.mjs': [
    /^\.\/external\/(?:brotli|jbig2|openjpeg|qcms)\//u,
    /^\.\/src\/core\/(?:editor|xfa|postscript)\//u,
    /^\.\/src\/core\/(?:annotation|default_appearance|font_renderer|image|jpg)\.js$/u,
    /^\.\/src\/core\/(?:pattern|sound|writer)\.js$/u,
  ],
};

/** Leaves the unused parts of pdfjs-dist out of a bundle. What calls one of them all the same gets an error. */
export function trimPdf(): Plugin {
  return {
    name: 'trim-pdf',
    setup(build) {
      build.onLoad({ filter: /pdfjs-dist\/legacy\/build\/pdf(?:\.worker)?\.mjs$/ }, async ({ path }) => {
        const name = path.slice(path.lastIndexOf('/') + 1);
        return { contents: withoutParts(await readFile(path, 'utf8'), UNUSED[name] ?? []), loader: 'js' };
      });
    },
  };
}

/**
 * The source without the parts whose names match. Throws when a pattern matches none: then the package is made
 * otherwise than it was, and the patterns have to be looked at.
 */
export function withoutParts(source: string, unused: readonly RegExp[]): string {
  // Each part begins with a line such as `;// ./src/core/writer.js`.
  const [head = '', ...rest] = source.split(/^;\/\/ (\S+)$/mu);
  const matched = new Set<RegExp>();
  let kept = head;
  for (let at = 0; at + 1 < rest.length; at += 2) {
    const [name = '', part = ''] = rest.slice(at, at + 2);
    const pattern = unused.find((each) => each.test(name));
    if (pattern !== undefined) matched.add(pattern);
    kept += pattern === undefined ? part : standIns(part);
  }
  const missing = unused.filter((pattern) => !matched.has(pattern));
  if (missing.length > 0) throw new Error(`No part of pdfjs-dist is called ${missing.join(' or ')}.`);
  return kept;
}

/** Every name that a part declares, as something that can be extended and asked for fields, and throws when it is called. */
function standIns(part: string): string {
  const file = ts.createSourceFile('part.js', part, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
  const names = file.statements.flatMap(namesOf);
  return names
    .map((name) => `var ${name} = function () { throw new Error('${name} is not part of this build'); };\n`)
    .join('');
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return statement.name === undefined ? [] : [statement.name.text];
  }
  return ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.flatMap(({ name }) => boundNames(name))
    : [];
}

function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}
