/**
 * Names a pickle may refer to. The server never resolves one; a staff browser that re-runs a payload does, inside the
 * sandbox, so what has no place in a fitted model is refused by name.
 */
import { PayloadError } from '../error.ts';

const LIBRARIES = [
  'numpy',
  'pandas',
  'sklearn',
  'scipy',
  'torch',
  'collections',
  'datetime',
  'decimal',
  'fractions',
  'zoneinfo',
];

/** Parts of these libraries that read files, run code or reach the network. */
const DENIED_PREFIXES = [
  'numpy.f2py',
  'numpy.distutils',
  'numpy.testing',
  'numpy.ctypeslib',
  'numpy.lib._datasource',
  'numpy.lib.npyio',
  'numpy.lib._npyio_impl',
  'pandas.io',
  'pandas.core.computation',
  'pandas.testing',
  'pandas.util',
  'scipy.io',
  'scipy.datasets',
  'scipy._lib',
  'sklearn.datasets',
  'sklearn.utils._testing',
  'sklearn.externals',
  'torch.hub',
  'torch.serialization',
  'torch.utils.cpp_extension',
];

/** Single names of other modules. */
const SINGLE: Record<string, readonly string[]> = {
  builtins: (
    'bool int float complex str bytes bytearray list tuple dict set frozenset range slice object type property ' +
    'staticmethod classmethod getattr len min max sum abs round sorted reversed enumerate zip map filter any all print ' +
    'Exception ValueError TypeError KeyError IndexError RuntimeError NotImplementedError Ellipsis NotImplemented super'
  ).split(' '),
  functools: ['partial', 'partialmethod'],
  operator: ['attrgetter', 'itemgetter', 'methodcaller'],
  copyreg: ['_reconstructor', '__newobj__', '__newobj_ex__'],
  re: ['_compile', 'compile'],
  types: ['SimpleNamespace', 'MappingProxyType', 'MethodType', 'GenericAlias'],
  enum: ['Enum', 'IntEnum', 'Flag', 'IntFlag', 'StrEnum', 'EnumMeta', 'EnumType'],
  abc: ['ABCMeta', 'ABC'],
  array: ['array', '_array_reconstructor'],
  random: ['Random'],
  uuid: ['UUID', 'SafeUUID'],
  typing: ['Any', 'NamedTuple', 'Generic', 'Protocol'],
  dataclasses: ['_HAS_DEFAULT_FACTORY_CLASS', '_MISSING_TYPE'],
  math: 'exp log log2 log10 log1p expm1 sqrt pow tanh floor ceil isnan isfinite fabs sin cos atan2'.split(' '),
  // scikit-learn's compiled losses name their module without its package.
  _loss: [
    'CyHalfBinomialLoss',
    'CyHalfSquaredError',
    'CyHalfMultinomialLoss',
    'CyAbsoluteError',
    'CyPinballLoss',
    'CyHuberLoss',
    'CyHalfPoissonLoss',
    'CyHalfGammaLoss',
    'CyHalfTweedieLoss',
    'CyHalfTweedieLossIdentity',
    'CyExponentialLoss',
  ],
};

const CLOUDPICKLE = [
  '_make_function',
  '_make_empty_cell',
  '_make_cell',
  '_make_skeleton_class',
  '_make_skeleton_enum',
  '_builtin_type',
  '_function_setstate',
  '_class_setstate',
  '_get_dataclass_field_type_sentinel',
  '_make_dict_keys',
  '_make_dict_values',
  '_make_dict_items',
  'subimport',
];

/** Modules that code by value may name; `subimport` fetches them. */
const IMPORTABLE = new Set(
  'math random re json itertools functools operator collections datetime statistics time warnings copy string typing dataclasses'.split(
    ' ',
  ),
);

const DENIED_NAMES = new Set(
  (
    'os sys subprocess system popen posix nt eval exec execfile compile __import__ import_module importlib open io ' +
    'builtins __builtins__ __globals__ __subclasses__ __getattribute__ __code__ __class__ __base__ __bases__ __mro__ ' +
    '__loader__ __dict__ ctypes socket shutil pty runpy code pdb input breakpoint globals locals vars setattr delattr ' +
    'load_module js pyodide pyodide_js fromfile tofile memmap loadtxt genfromtxt savetxt load save loads dumps ' +
    'read_pickle read_csv runstring webbrowser urllib requests pickle marshal threading multiprocessing signal'
  ).split(' '),
);

const CODE_RUNNERS = new Set(['eval', 'exec', 'system', 'popen', 'runstring', 'query', 'load', 'loads', 'hub']);

function inTree(module: string, root: string): boolean {
  return module === root || module.startsWith(`${root}.`);
}

function refuse(module: string, name: string, at: number): never {
  throw new PayloadError('bad-name', `the pickle names ${module}.${name} at byte ${at}, which no fitted model needs`);
}

/**
 * Refuses a global that is not allowed. `own` are the candidate's module names.
 * @throws PayloadError `bad-name` with the name and its place in the pickle.
 */
export function checkName(module: string, name: string, at: number, own: ReadonlySet<string>): void {
  const parts = name.split('.');
  if (name.length > 200 || parts.some((part) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(part)))
    refuse(module, name.slice(0, 200), at);
  if (own.has(module)) {
    if (parts.length > 1 ? parts.some((part) => DENIED_NAMES.has(part)) : /^__.*__$/.test(name))
      refuse(module, name, at);
    return;
  }
  if (SINGLE[module]?.includes(name)) return;
  if (module === 'cloudpickle.cloudpickle' || module === 'joblib.externals.cloudpickle.cloudpickle') {
    if (CLOUDPICKLE.includes(name)) return;
    refuse(module, name, at);
  }
  if (!LIBRARIES.some((root) => inTree(module, root)) || DENIED_PREFIXES.some((root) => inTree(module, root))) {
    refuse(module, name, at);
  }
  const words = [...module.split('.').slice(1), ...parts];
  if (words.some((word) => DENIED_NAMES.has(word) || CODE_RUNNERS.has(word))) refuse(module, name, at);
}

/**
 * Refuses `getattr(value, name)` and `subimport(name)` of anything a model does not need.
 * @throws PayloadError `bad-name`.
 */
export function checkArgument(fn: 'getattr' | 'subimport', text: string, at: number, own: ReadonlySet<string>): void {
  if (fn === 'getattr') {
    if (/^__/.test(text) || DENIED_NAMES.has(text) || CODE_RUNNERS.has(text)) refuse('getattr', text.slice(0, 200), at);
    return;
  }
  if (own.has(text) || IMPORTABLE.has(text)) return;
  if (!LIBRARIES.some((root) => inTree(text, root)) || DENIED_PREFIXES.some((root) => inTree(text, root))) {
    refuse('import', text.slice(0, 200), at);
  }
}
