/**
 * Build only: parts of libraries that no page can reach, taken out where the bundler cannot see that they are unreachable, and what is
 * served compressed once. A name that a new version of a library no longer has fails the build instead of quietly doing nothing.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, brotliCompress as withCallback } from 'node:zlib';
import type { Plugin } from 'vite';

const brotliCompress = promisify(withCallback);

const absent = (names: readonly string[]): string =>
  names
    .map(
      (name) =>
        `export function ${name}() { throw new Error('${name} is left out of this build (build/monacoDiet.ts)'); }`,
    )
    .join('\n');

/** End of a module's path -> the exports that others import from it and never call here. */
const UNREACHED: Readonly<Record<string, readonly string[]>> = {
  // JSON Schema is made on the server only.
  'zod/v4/core/to-json-schema.js': [
    'createStandardJSONSchemaMethod',
    'createToJSONSchemaMethod',
    'extractDefs',
    'finalize',
    'handleUnrepresentable',
    'initializeContext',
    'process',
    'processSchema',
  ],
  // The option experimentalGpuAcceleration is off.
  'vs/editor/browser/gpu/viewGpuContext.js': ['ViewGpuContext'],
  'vs/editor/browser/viewParts/viewLinesGpu/viewLinesGpu.js': ['ViewLinesGpu'],
  'vs/editor/browser/viewParts/rulersGpu/rulersGpu.js': ['RulersGpu'],
  'vs/editor/browser/viewParts/gpuMark/gpuMark.js': ['GpuMarkOverlay'],
  // The option editor.experimental.preferTreeSitter is off; the languages are Monarch's.
  'vs/editor/common/model/tokens/treeSitter/treeSitterSyntaxTokenBackend.js': ['TreeSitterSyntaxTokenBackend'],
  // Nothing offers a quick fix, so the hover never opens their menu.
  'vs/editor/contrib/codeAction/browser/codeActionController.js': ['CodeActionController'],
  // One file is compared at a time.
  'vs/editor/browser/widget/multiDiffEditor/multiDiffEditorWidget.js': ['MultiDiffEditorWidget'],
};

const SCHEMAS = 'zod/v4/classic/schemas.js';

/** Leaves out what is never reached. */
export function leaveOut(): Plugin {
  const wanted = [...Object.keys(UNREACHED), SCHEMAS];
  const seen = new Set<string>();
  return {
    name: 'leave-out',
    apply: 'build',
    load(id) {
      const end = Object.keys(UNREACHED).find((end) => id.endsWith(`/${end}`));
      if (end === undefined) return null;
      seen.add(end);
      return { code: absent(UNREACHED[end] ?? []), moduleSideEffects: false };
    },
    transform(code, id) {
      if (!id.endsWith(`/${SCHEMAS}`)) return null;
      const lean = code.replace(/^ *inst\._zod\.processJSONSchema = .*;$/gm, '');
      if (lean.length < code.length) seen.add(SCHEMAS);
      return { code: lean, map: null };
    },
    buildEnd(error) {
      // A build of a part of the pages, as a worker's, does not meet them all.
      if (error || ![...seen].some((end) => end.startsWith('vs/'))) return;
      const missing = wanted.filter((end) => !seen.has(end));
      if (missing.length > 0)
        throw new Error(`build/monacoDiet.ts names what the build no longer has: ${missing.join(', ')}`);
    },
  };
}

/** Below this a compressed file saves no packet. */
const MIN_BYTES = 1024;

/** Writes `<file>.br` (quality 11) beside every text and font, so that the server compresses nothing while people wait. */
export function precompress(): Plugin {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved({ build }) {
      folder = build.outDir;
    },
    async closeBundle() {
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      await Promise.all(
        names
          .filter((name) => /\.(js|css|html|svg|ttf)$/.test(name))
          .map(async (name) => {
            const raw = readFileSync(join(folder, name));
            if (raw.length < MIN_BYTES) return;
            const params = {
              [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
              [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
            };
            writeFileSync(join(folder, `${name}.br`), await brotliCompress(raw, { params }));
          }),
      );
    },
  };
}
