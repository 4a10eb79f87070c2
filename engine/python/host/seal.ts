/**
 * Tells whether the candidate's code has replaced what asks it: functions of the probes and of the official path, of built-in modules and of
 * numpy and pandas. The question is asked from here, in a text that the interpreter gets anew each time, and what was found before is kept
 * here. It prevents that a program passes by accident or by a few lines; it is no border that nobody could cross.
 */
import type { PyodideInterface } from 'pyodide';

/** Names of modules whose functions and classes must stay what they are, and all modules that begin so. */
const MODULES = ['builtins', 'time', 'json', 'math', 'gc', 'inspect', 'importlib', 'numpy', 'pandas'];
const PREFIXES = ['holdout_probes', 'holdout_official'];

/** Each function with what it runs, tables of functions, classes with theirs, and constants of ours, as lines of `module name number...`. */
const SCRIPT = `
def seal(names, prefixes):
    import sys
    from types import FunctionType
    def mark(value):
        if isinstance(value, FunctionType):
            return f"{id(value)} {id(value.__code__)} {id(value.__defaults__)}"
        return str(id(value))
    lines = []
    for name, module in list(sys.modules.items()):
        own = name.split(".")[0] in prefixes
        if module is None or not (own or name in names):
            continue
        for key, value in list(vars(module).items()):
            if callable(value):
                lines.append(f"{name}.{key} {mark(value)}")
            if own and isinstance(value, dict) and not key.startswith("__"):
                lines += [f"{name}.{key}.{part} {mark(of)}" for part, of in value.items() if callable(of)]
            if own and isinstance(value, (str, int, float, tuple, frozenset)) and not key.startswith("_"):
                lines.append(f"{name}.{key} {value!r}")
            if own and isinstance(value, type) and value.__module__ == name:
                lines += [f"{name}.{key}.{part} {mark(of)}" for part, of in vars(value).items() if callable(of)]
    return "\\n".join(lines)
seal
`;

/** What is replaced now, as `module.name`; null where nothing is. What has come since is not looked at. */
export type Broken = () => string | null;

/** Looks now, and answers later whether something has changed since. @throws where the interpreter cannot be asked at all */
export function sealOf(pyodide: PyodideInterface): Broken {
  const look = (): Map<string, string> => {
    const scope = pyodide.toPy({});
    const seal = pyodide.runPython(SCRIPT, { globals: scope });
    try {
      const lines: string = seal(pyodide.toPy(MODULES), pyodide.toPy(PREFIXES));
      return new Map(lines.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line]));
    } finally {
      seal.destroy();
      scope.destroy();
    }
  };
  const before = look();
  return () => {
    let now: Map<string, string>;
    try {
      now = look();
    } catch {
      return 'builtins';
    }
    for (const [name, line] of before) if (now.get(name) !== line) return name;
    return null;
  };
}
