/** TypeScript's facts. */
import { ENDING } from '../../protocol/language.ts';
import type { LanguageTrack } from '../contract/language.ts';
import { TYPESCRIPT_MANIFEST, TYPESCRIPT_SCRIPT, type TypescriptManifest } from './runtimeFiles.ts';

const extension = ENDING.typescript;

export const typescriptTrack: LanguageTrack = {
  language: 'typescript',
  title: 'TypeScript',
  extension,
  isSource: (name) => name.endsWith(extension),
  tabSize: 2,
  // JavaScript has no way to look at a flag while it computes.
  interruptible: false,
  answersQuestions: false,
  needsEmit: true,
  hasPackages: false,
  hasHelp: true,
  fileId: (name) => name,
  definition: (name) => new RegExp(`^export (async )?(function|const) ${name}\\b`),
  runtime: {
    manifest: TYPESCRIPT_MANIFEST,
    main: TYPESCRIPT_SCRIPT,
    mainIs: 'script',
    partsOf(manifest) {
      const { files, versions } = manifest as TypescriptManifest;
      return {
        core: Object.entries(files),
        segments: [],
        versions: new Map(Object.entries(versions)),
        imports: new Map(),
      };
    },
    always: [],
    usual: [],
    // Its worker is small, and every Stop costs one.
    spareFromGiB: 2,
  },
};
