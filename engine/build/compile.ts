/**
 * Compiles Python sources to `.pyc` with Pyodide itself under Node, so that no Python of the machine is needed and the
 * bytecode is exactly the one the interpreter wants. Node only.
 */
import type { PyodideInterface } from 'pyodide';
import { loadCoreFromFolder } from './pythonRuntime.ts';

/** One source: `path` is what tracebacks name, e.g. `/lib/python3.12/site-packages/numpy/__init__.py`. */
interface Source {
  path: string;
  bytes: Uint8Array;
}

/** Turns one source into the bytes of its `.pyc`, or undefined where it is not valid Python (templates). */
export type Compile = (source: Source) => Uint8Array | undefined;

/**
 * Header of an unchecked hash-based .pyc (PEP 552): magic, flags 0b01, 8 bytes hash of the source. Such a file is taken
 * as it is; no source or time is looked at. Docstrings stay: candidates read them.
 */
const COMPILER = `
def _make():
    import marshal, _imp
    from importlib.util import MAGIC_NUMBER, source_hash
    def compile_one(path, view):
        source = bytes(view.to_py())
        try:
            code = compile(source, path, "exec", dont_inherit=True, optimize=0)
        except (SyntaxError, ValueError):
            return None
        return MAGIC_NUMBER + (1).to_bytes(4, "little") + source_hash(source) + marshal.dumps(code)
    return compile_one
_make()
`;

interface PyBytes {
  toJs(): Uint8Array;
  destroy(): void;
}

/** Starts an interpreter that compiles. About 2 s; end the process or thread to be rid of it. */
export async function startCompiler(): Promise<Compile> {
  const pyodide: PyodideInterface = await loadCoreFromFolder()({ env: { PYTHONHASHSEED: '0' } });
  pyodide.runPython('import warnings; warnings.simplefilter("ignore")');
  const compileOne = pyodide.runPython(COMPILER) as (path: string, bytes: Uint8Array) => PyBytes | undefined | null;
  return ({ path, bytes }) => {
    const found = compileOne(path, bytes);
    if (!found) return undefined;
    const out = found.toJs();
    found.destroy();
    return out;
  };
}
