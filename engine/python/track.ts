/** Python's facts. */
import { ENDING } from '../../protocol/language.ts';
import type { LanguageTrack } from '../contract/language.ts';
import { CORE_FILES, CORE_WASM, MANIFEST, type RuntimeManifest, segmentsOf } from '../mount/packages.ts';

const extension = ENDING.python;

export const pythonTrack: LanguageTrack = {
  language: 'python',
  title: 'Python',
  extension,
  isSource: (name) => name.endsWith(extension),
  tabSize: 4,
  interruptible: true,
  answersQuestions: true,
  needsEmit: false,
  hasPackages: true,
  hasHelp: false,
  fileId: (name) => name.slice(0, -extension.length),
  definition: (name) => new RegExp(`^def ${name}\\(`),
  runtime: {
    manifest: MANIFEST,
    main: CORE_WASM,
    mainIs: 'wasm',
    partsOf(manifest, packages) {
      const { core, packages: all } = manifest as RuntimeManifest;
      const segments = segmentsOf(manifest as RuntimeManifest, packages);
      const named = Object.entries(all).filter(([, found]) => segments.includes(found));
      return {
        core: CORE_FILES.map((name) => [name, core[name]] as const),
        segments,
        versions: new Map(named.map(([name, { version }]) => [name, version])),
        imports: new Map(named.map(([name, { imports }]) => [name, imports])),
      };
    },
    always: ['jedi'],
    usual: ['numpy', 'pandas', 'scikit-learn', 'matplotlib', 'jedi'],
    spareFromGiB: 8,
  },
};
