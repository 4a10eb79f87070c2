import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readManifest } from '../../../../engine/build/paths.ts';
import { bootInNode, loadCoreFromFolder, readSegments } from '../../../../engine/build/pythonRuntime.ts';
import { thinSegment, viewOf } from '../../../../engine/mount/bundle.ts';
import { loadCoreFromBytes } from '../../../../engine/mount/core.ts';
import { CORE_FILES } from '../../../../engine/mount/packages.ts';
import { type Booted, boot, type CoreBytes } from '../../../../engine/python/host/boot.ts';

const SITE = '/lib/python3.12/site-packages';

/** One interpreter for the file: each takes seconds and a gigabyte. */
let booted: Booted;
const py = (code: string): unknown => JSON.parse(booted.pyodide.runPython(`import json\n${code}`) as string);

beforeAll(async () => {
  const segments = readSegments(readManifest(), ['pandas', 'scikit-learn']).map((bytes) => {
    const shared = new SharedArrayBuffer(bytes.byteLength);
    new Uint8Array(shared).set(viewOf(bytes));
    return shared;
  });
  booted = await boot({ core: loadCoreFromFolder(), segments, imports: ['numpy', 'no_such_module'] });
}, 180_000);

describe('boot', () => {
  it('[RT6] imports numpy, pandas and scikit-learn and fits', () => {
    const found = py(`
import numpy as np, pandas as pd, sklearn
from sklearn.linear_model import LogisticRegression
rng = np.random.default_rng(0); X = rng.normal(size=(200, 3)); y = X[:, 0] > 0
score = float(LogisticRegression().fit(pd.DataFrame(X), y).score(pd.DataFrame(X), y))
json.dumps([np.__version__, pd.__version__, sklearn.__version__, score])`) as [string, string, string, number];
    expect(found.slice(0, 3)).toEqual(['2.0.2', '2.2.3', '1.6.1']);
    expect(found[3]).toBeGreaterThan(0.95);
  });

  it('[RT6] mounts what was not declared only when asked, into the running interpreter', async () => {
    const there = `
import importlib.util
json.dumps(importlib.util.find_spec("matplotlib") is not None)`;
    expect(py(there)).toBe(false);
    const before = booted.modules.size;
    await booted.mount(readSegments(readManifest(), ['matplotlib', 'pandas']));
    expect(py(there)).toBe(true);
    expect(booted.modules.size).toBeGreaterThan(before);
    const found = py(`
import io, matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
plt.plot([1, 2, 3]); plt.title("$x^2$"); out = io.BytesIO(); plt.savefig(out, format="png")
json.dumps([out.getvalue()[:4].hex(), matplotlib.font_manager.fontManager.ttflist != []])`);
    expect(found).toEqual(['89504e47', true]);
  }, 120_000);

  it('[RT9] a module left lazy links when it is imported', () => {
    expect(py('import scipy.signal\njson.dumps(scipy.signal.medfilt([1, 5, 2, 3]).tolist())')).toEqual([1, 2, 3, 2]);
  }, 120_000);

  it('[RT9] imports look as they do without the bundle', () => {
    const found = py(`
import inspect, pkgutil, importlib.metadata, numpy.linalg, pandas.core.frame as frame
json.dumps({
  "file": frame.__file__, "package": numpy.linalg.__path__, "cached": frame.__spec__.has_location,
  "name": frame.__spec__.name, "parent": frame.__package__, "doc": frame.DataFrame.__doc__[:20].strip()[:14],
  "trace": frame.DataFrame.merge.__code__.co_filename,
  "listed": "linear_model" in [m.name for m in pkgutil.iter_modules(__import__("sklearn").__path__)],
  "version": importlib.metadata.version("scikit-learn"),
})`);
    expect(found).toEqual({
      file: `${SITE}/pandas/core/frame.pyc`,
      package: [`${SITE}/numpy/linalg`],
      cached: true,
      name: 'pandas.core.frame',
      parent: 'pandas.core',
      doc: 'Two-dimensiona',
      trace: `${SITE}/pandas/core/frame.py`,
      listed: true,
      version: '1.6.1',
    });
  });

  it('[RT9] the program’s own folder shadows a package, submodules included', () => {
    const found = py(`
import os, sys, importlib
os.makedirs("/home/pyodide/own/joblib", exist_ok=True)
open("/home/pyodide/own/joblib/__init__.py", "w").write("MINE = 1")
open("/home/pyodide/own/joblib/memory.py", "w").write("MINE = 2")
saved = {k: sys.modules.pop(k) for k in list(sys.modules) if k.split(".")[0] == "joblib"}
sys.path.insert(0, "/home/pyodide/own"); importlib.invalidate_caches()
try:
    import joblib, joblib.memory
    seen = [joblib.MINE, joblib.memory.MINE]
    try:
        import joblib.parallel
    except ModuleNotFoundError as error:
        seen.append(str(error))
finally:
    sys.path.remove("/home/pyodide/own")
    for k in [k for k in sys.modules if k.split(".")[0] == "joblib"]: del sys.modules[k]
    sys.modules.update(saved)
json.dumps(seen)`);
    expect(found).toEqual([1, 2, "No module named 'joblib.parallel'"]);
  });

  it('[RT9] time zones of dateutil and zoneinfo are pytz’s', () => {
    const found = py(`
import datetime, zoneinfo, dateutil.tz
at = datetime.datetime(2024, 7, 1)
json.dumps([str(at.replace(tzinfo=z).utcoffset()) for z in (zoneinfo.ZoneInfo("Europe/Berlin"), dateutil.tz.gettz("Europe/Berlin"))])`);
    expect(found).toEqual(['2:00:00', '2:00:00']);
  });

  it('[RT8] a write to a library stays in this interpreter', () => {
    const node = () => booted.pyodide.FS.lookupPath(`${SITE}/six.pyc`, {}).node as unknown as { contents: Uint8Array };
    const shared = node().contents;
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
    const first = shared[20] as number;
    py(`
with open("${SITE}/six.pyc", "r+b") as f:
    f.seek(20); f.write(bytes([${first} ^ 255]))
json.dumps(None)`);
    expect(node().contents[20]).toBe(first ^ 255);
    expect(shared[20]).toBe(first);
    expect(node().contents.length).toBe(shared.length);
  });

  it('[RT7] thin segments and kept modules boot without compiling', async () => {
    const segments = readSegments(readManifest(), ['numpy']);
    const compile = vi.spyOn(WebAssembly, 'compile');
    try {
      const again = await boot({
        core: loadCoreFromFolder(),
        segments: segments.map(thinSegment),
        modules: Promise.resolve(booted.modules),
      });
      expect(compile).not.toHaveBeenCalled();
      expect(again.pyodide.runPython('import numpy; float(numpy.linalg.det(numpy.eye(3)))')).toBe(1);
    } finally {
      compile.mockRestore();
    }
    await expect(boot({ core: loadCoreFromFolder(), segments: segments.map(thinSegment) })).rejects.toThrow(
      /WebAssembly/,
    );
  }, 120_000);

  it('[RT6] bootInNode starts with the compiled standard library', async () => {
    const { pyodide } = await bootInNode({ packages: [], env: { TZ: 'UTC' } });
    expect(pyodide.runPython('import json; json.__file__')).toBe('/lib/python312.zip/json/__init__.pyc');
  }, 60_000);
});

describe('core from bytes', () => {
  const scope = globalThis as unknown as Record<string, unknown>;

  it('[RT10] answers fetch and importScripts from the bytes, and puts the real ones back', async () => {
    const text = (value: string): Uint8Array => new TextEncoder().encode(value);
    const core = Object.fromEntries(CORE_FILES.map((name) => [name, text(`bytes of ${name}`)])) as CoreBytes;
    const real = { fetch: scope.fetch, importScripts: scope.importScripts, loadPyodide: scope.loadPyodide };
    const imported: string[] = [];
    const own = (url: string): void => void imported.push(url.slice(0, 5));
    const seen: string[] = [];
    scope.importScripts = own;
    scope.loadPyodide = async ({ indexURL }: { indexURL: string }) => {
      seen.push(await (await fetch(`${indexURL}pyodide-lock.json`)).text());
      await expect(fetch(`${indexURL}other.whl`)).rejects.toThrow(/not part of the runtime: other\.whl/);
      return 'started';
    };
    try {
      const wasm = await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
      expect(await loadCoreFromBytes(core, {}, wasm)).toBe('started');
      expect(seen).toEqual(['bytes of pyodide-lock.json']);
      // An empty script comes first: it tells whether this worker loads such addresses.
      expect(imported).toEqual(['blob:', 'blob:']);
      expect(scope.fetch).toBe(real.fetch);
      expect(scope.importScripts).toBe(own);
      const { 'pyodide.js': _, ...less } = core;
      await expect(loadCoreFromBytes(less as CoreBytes, {}, wasm)).rejects.toThrow(/pyodide\.js was not handed over/);
    } finally {
      Object.assign(scope, real);
    }
  });
});
