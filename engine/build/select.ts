/** Selects the files of a wheel that go into the runtime: what can be imported or is read at run time. Host-neutral. */

/** File endings that nothing reads at run time: sources of compiled code, stubs, documents, link libraries. */
const DROPPED_ENDINGS = new Set(
  'pyi h hpp hh c cc cpp cxx pxd pyx pxi tp in f f90 f77 build rst md a lib map ipynb typed'.split(' '),
);

/** Folders that hold tests or their data. */
const DROPPED_FOLDERS = new Set(['tests', 'test_data', 'baseline_images', 'sample_data']);

/** Per package, prefixes that are dropped, and endings that stay although the rule above drops them. */
const SPECIAL: Readonly<Record<string, { drop?: readonly string[]; keep?: RegExp }>> = {
  // jedi answers questions about the standard library from stubs; those of third parties and of Django are not used,
  // but it wants the folder of the former to exist: one small file stays in it.
  jedi: {
    drop: ['jedi/third_party/'],
    keep: /^jedi\/third_party\/typeshed\/(stdlib\/[23].*|third_party\/2and3\/certifi)\.pyi$/,
  },
  matplotlib: {
    drop: ['matplotlib/mpl-data/images/', 'matplotlib/mpl-data/fonts/afm/', 'matplotlib/mpl-data/fonts/pdfcorefonts/'],
  },
  numpy: { drop: ['numpy/f2py/src/', 'numpy/distutils/', 'numpy/_pyinstaller/', 'numpy/_core/include/'] },
  // Sample data, already compressed: 2 MB.
  scipy: { drop: ['scipy/misc/face.dat', 'scipy/misc/ascent.dat', 'scipy/misc/ecg.dat'] },
  'scikit-learn': { drop: ['sklearn/datasets/images/', 'sklearn/_build_utils/', 'sklearn/externals/conftest.py'] },
};

/**
 * Side modules that neither pandas, nor scikit-learn's usual parts, nor matplotlib import (looked at with
 * `sys.modules`): they are linked when they are imported, which costs more then and nothing at every start.
 */
const LAZY = [
  /^numpy\/_core\/_(simd|\w+_tests)\./,
  /^numpy\/linalg\/lapack_lite\./,
  /^pandas\/_libs\/(byteswap|sas)\./,
  /^scipy\/(cluster|fftpack|io|odr|signal)\//,
  /^scipy\/.*\/_(\w*test|test_\w+)\./,
  /^scipy\/(_lib\/_fpumode|optimize\/_minpack2|optimize\/cython_optimize\/_zeros)\./,
  /^sklearn\/(cluster|manifold)\//,
  /^sklearn\/(datasets\/_svmlight_format_fast|feature_extraction\/_hashing_fast)\./,
  /^PIL\/_(imagingft|imagingmath|imagingmorph|imagingtk|webp)\./,
  /^matplotlib\/(_ttconv|_qhull|_tri|backends\/_tkagg)\./,
];

/** Whether a side module is linked only when it is imported. */
export function isLazy(path: string): boolean {
  return path.endsWith('.so') && LAZY.some((rule) => rule.test(path));
}

/** Of a `.dist-info` folder only the metadata and the entry points are asked for at run time. */
const KEPT_METADATA = new Set(['METADATA', 'entry_points.txt']);

/** Whether a file of package `name` (path within its wheel) goes into the bundle. */
export function isKept(name: string, path: string): boolean {
  if (path.endsWith('/')) return false;
  const parts = path.split('/');
  const base = parts.pop() as string;
  if (parts[0]?.endsWith('.dist-info')) return parts.length === 1 && KEPT_METADATA.has(base);
  const special = SPECIAL[name];
  if (special?.keep?.test(path)) return true;
  if (special?.drop?.some((prefix) => path.startsWith(prefix))) return false;
  if (parts.some((part) => DROPPED_FOLDERS.has(part))) return false;
  const dot = base.lastIndexOf('.');
  return dot < 0 || !DROPPED_ENDINGS.has(base.slice(dot + 1).toLowerCase());
}

/** The header of a METADATA file without the long description after its first empty line. */
export function metadataHead(text: string): string {
  const end = text.search(/\r?\n\r?\n/);
  return end < 0 ? text : `${text.slice(0, end)}\n`;
}
