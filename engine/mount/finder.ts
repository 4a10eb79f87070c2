/**
 * A shorter way for imports out of the bundle.
 *
 * A plain import of a submodule looks through the folder, asks for the file's state and reads it in about seven calls
 * into the JavaScript file system. This finder knows every submodule of the mounted packages and reads its code in one
 * call from the package's segment, which is mounted as a file too. Top-level names and all else take the usual way, so
 * that a file of the candidate's shadows what it would shadow anywhere.
 */
import type { Segment } from './bundle.ts';
import { mountPath } from './mount.ts';

/**
 * Defines `_holdout_bundle(path, lines)`. Length of a .pyc header: 16. A line is `module, path, offset, length` for
 * compiled sources and `module, path, 0, 0` for extension modules, tab-separated. Loaders stay the standard ones, so
 * that tools which look at them see what they expect.
 */
export const FINDER = `
def _make_finder():
    import sys, posix, marshal
    from importlib.machinery import ExtensionFileLoader, SourcelessFileLoader, ModuleSpec
    index = {}

    class BundleLoader(SourcelessFileLoader):
        def get_code(self, fullname):
            entry = index.get(fullname)
            if entry and entry[0] == self.path:
                try:
                    data = posix.pread(entry[4], entry[3], entry[2])
                    if len(data) == entry[3]:
                        return marshal.loads(memoryview(data)[16:])
                except OSError:
                    pass
            return super().get_code(fullname)

    class BundleFinder:
        @staticmethod
        def find_spec(fullname, path=None, target=None):
            entry = index.get(fullname)
            if not entry or not path:
                return None
            file = entry[0]
            package = entry[3] and file.endswith("/__init__.pyc")
            folder = file.rpartition("/")[0]
            if (folder.rpartition("/")[0] if package else folder) not in path:
                return None
            loader = (BundleLoader if entry[3] else ExtensionFileLoader)(fullname, file)
            spec = ModuleSpec(fullname, loader, origin=file, is_package=bool(package))
            spec.has_location = True
            if package:
                spec.submodule_search_locations.append(folder)
            return spec

        @staticmethod
        def invalidate_caches():
            pass

    sys.meta_path.insert(next((i for i, f in enumerate(sys.meta_path) if getattr(f, "__name__", "") == "PathFinder"), 0), BundleFinder)

    def add(path, lines):
        fd = posix.open(path, posix.O_RDONLY)
        for line in lines.split("\\n"):
            if line:
                module, file, offset, length = line.split("\\t")
                index[module] = (file, None, int(offset), int(length), fd)
    return add
_make_finder()
`;

/** The suffix of extension modules for this interpreter. */
const EXTENSION = /\.cpython-312-wasm32-emscripten\.so$|\.abi3\.so$|\.so$/;

/** The lines of one segment for the finder: every submodule that lies in a regular package. */
export function finderLines(segment: Segment): string {
  const packages = new Set<string>();
  for (const { path } of segment.files) {
    if (path.endsWith('/__init__.pyc')) packages.add(path.slice(0, -'/__init__.pyc'.length));
  }
  const lines: string[] = [];
  for (const { path, offset, bytes } of segment.files) {
    const compiled = path.endsWith('.pyc');
    if (path.startsWith('/') || !(compiled || EXTENSION.test(path))) continue;
    const bare = path.replace(compiled ? /(\/__init__)?\.pyc$/ : EXTENSION, '');
    const parent = bare.slice(0, Math.max(0, bare.lastIndexOf('/')));
    if (!packages.has(parent) || !isWithin(parent, packages)) continue;
    const place = compiled ? `${offset}\t${bytes.length}` : '0\t0';
    lines.push(`${bare.replaceAll('/', '.')}\t${mountPath(path)}\t${place}`);
  }
  return lines.join('\n');
}

/** Whether all folders above are regular packages too. */
function isWithin(folder: string, packages: ReadonlySet<string>): boolean {
  for (let at = folder.lastIndexOf('/'); at > 0; at = folder.lastIndexOf('/', at - 1)) {
    if (!packages.has(folder.slice(0, at))) return false;
  }
  return true;
}
