/**
 * A real Pyodide under Node for tests: booted once per vitest worker from the prepared runtime, with `engine/python/src`
 * importable. `npm run ...` of the runtime is asked for by `readManifest` where it is missing.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PyodideInterface } from 'pyodide';
import { bootInNode } from '../../engine/build/pythonRuntime.ts';

const ENGINE_PYTHON = fileURLToPath(new URL('../../engine/python/src', import.meta.url));
const MOUNTED_AT = '/engine/python/src';

/** What most tests need. */
export const STANDARD = ['numpy', 'pandas', 'scikit-learn'] as const;

export interface PythonKit {
  pyodide: PyodideInterface;
  /**
   * Runs a script in a new namespace, `inputs` being variables of it (JSON values and Uint8Array), and answers
   * with the value of its variable `result`: JSON values, bytes as Uint8Array. NaN and infinities become null.
   * @throws with the Python traceback.
   */
  run<T = unknown>(script: string, inputs?: Record<string, unknown>): T;
  /** Writes a file, making its folders. */
  write(path: string, content: string | Uint8Array): void;
  /** Lines printed since the last call. */
  printed(): string[];
}

const kits = new Map<string, Promise<PythonKit>>();

/** The interpreter of this worker with the given packages; a second call answers with the same one. */
export function pythonKit(packages: readonly string[] = STANDARD): Promise<PythonKit> {
  const key = [...packages].sort().join();
  const known = kits.get(key) ?? start(packages);
  kits.set(key, known);
  return known;
}

async function start(packages: readonly string[]): Promise<PythonKit> {
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
  };
  const env = { PYTHONHASHSEED: '0', MPLBACKEND: 'AGG' };
  const { pyodide } = await bootInNode({ packages, stdout: keep, stderr: keep, env });
  const write = (path: string, content: string | Uint8Array): void => {
    pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')) || '/');
    pyodide.FS.writeFile(path, content);
  };
  for (const file of pythonFiles(ENGINE_PYTHON))
    write(`${MOUNTED_AT}/${file}`, readFileSync(join(ENGINE_PYTHON, file)));
  pyodide.runPython(PRELUDE);
  return {
    pyodide,
    write,
    run<T>(script: string, inputs: Record<string, unknown> = {}): T {
      const scope = pyodide.toPy({ __name__: 'test_script' });
      for (const [name, value] of Object.entries(inputs)) {
        const given = pyodide.toPy(value);
        scope.set(name, value instanceof Uint8Array ? given.tobytes() : given);
      }
      try {
        pyodide.runPython(script, { globals: scope });
        pyodide.globals.set('__kit_scope', scope);
        const text = pyodide.runPython('__kit_json(__kit_scope)') as string;
        return JSON.parse(text, revive) as T;
      } finally {
        scope.destroy();
      }
    },
    printed: () => lines.splice(0),
  };
}

function pythonFiles(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = below ? `${below}/${name}` : name;
    if (statSync(join(folder, path)).isDirectory()) return name === '__pycache__' ? [] : pythonFiles(folder, path);
    return name.endsWith('.py') ? [path] : [];
  });
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value === 'object' && value !== null && '$bytes' in value) {
    return new Uint8Array(Buffer.from(String(value.$bytes), 'base64'));
  }
  return value;
}

const PRELUDE = `
import sys
sys.path.insert(0, "${MOUNTED_AT}")
sys.dont_write_bytecode = True

def __kit_json(scope):
    import base64, json, math

    def plain(value):
        if isinstance(value, (bytes, bytearray, memoryview)):
            return {"$bytes": base64.b64encode(value).decode()}
        if isinstance(value, dict):
            return {str(k): plain(v) for k, v in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [plain(v) for v in value]
        if hasattr(value, "tolist"):
            return plain(value.tolist())
        if isinstance(value, float) and not math.isfinite(value):
            return None
        return value

    return json.dumps(plain(dict(scope).get("result")), allow_nan=False)
`;
