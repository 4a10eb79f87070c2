/** The text that runs officially, against Python's own parser: the same program on the same lines, without comments and bare texts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { normalisedPython } from '../../../../engine/crossing/python/normalise.ts';
import { reachedPython } from '../../../../engine/crossing/python/reached.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';

let kit: PythonKit;
beforeAll(async () => {
  kit = await pythonKit([]);
}, 120_000);

/** What differs between a text and its normalised form, as Python's parser sees them; '' where nothing does. */
const COMPARE = `
import ast, io, tokenize, warnings
warnings.simplefilter("ignore")

# Texts that are left where they are: they count.
KEPT = ("(", "case", "while n :=")

def told(text):
    tree = ast.parse(text)
    places = [(type(n).__name__, n.lineno) for n in ast.walk(tree) if hasattr(n, "lineno")]
    bare = [n.value for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
            and isinstance(n.value.value, str)]
    lines = [line.lstrip() for line in text.splitlines()]
    left = [n.lineno for n in bare if n.value and not lines[n.lineno - 1].startswith(KEPT)]
    for n in bare:
        n.value, n.kind = "", None
    return ast.dump(tree), places, left

def difference(text, normal):
    (tree, places, _), (tree2, places2, left) = told(text), told(normal)
    if tree != tree2:
        return "another program"
    if places != places2:
        return "other lines"
    comments = [t.string for t in tokenize.generate_tokens(io.StringIO(normal).readline) if t.type == tokenize.COMMENT]
    inside = any(mark + quote in text for mark in "fFrR" for quote in "'\\"")
    if left or (comments and not inside):
        return f"left: lines {left}, {comments}"
    return ""

result = [[name, found] for name, text, normal in texts if (found := difference(text, normal))]
`;
function differences(texts: [name: string, text: string][]): unknown {
  return kit.run(COMPARE, { texts: texts.map(([name, text]) => [name, text, normalisedPython(text)]) });
}

const T = '"""';
/** Each is a whole file. */
const SNIPPETS = [
  `${T}Doc.${T}\nx = 1\n`,
  `${T}Doc\nof lines\n${T}\nfrom __future__ import annotations\nx: "later" = 1  # note\n`,
  `from __future__ import annotations\n${T}not the doc${T}\n`,
  `# first\n# second\n\nx = 1 # third # fourth\n`,
  `x = "# no comment"  # a comment\n`,
  `x = '#' + "#" # "\n`,
  `def f():\n    "doc"\n    return 1\n`,
  `def f():\n    "doc" # said\n`,
  `def f(): "doc"\n`,
  `def f(): "doc"; return 1\n`,
  `def f(): ${T}doc\nof lines${T}; return 1\n`,
  `def f():\n    ${T}doc\n    of lines\n    ${T}  # and a comment\n\n    return 1\n`,
  `def f(a: "text" = "x", *, b: {"k": 1} = {"a": "b"}) -> "text":\n    'doc'\n`,
  `class A: "doc"\n`,
  `class A:\n    'doc'\n    x: "int" = 1\n    y: "str"\n    "about y"\n`,
  `class A(dict):\n    r"doc \\d"\n    def f(self): u"doc"\n`,
  `def f():\n    "one" "two"\n    'three' \\\n    'four'\n    return 5\n`,
  `def f():\n    "one" \\\n    "two"; return 3\n`,
  `def f():\n    ("doc in brackets")\n`,
  `def f():\n    b"bytes"\n    return 1\n`,
  `def f():\n    f"{g()}"\n    return 1\n`,
  `def f():\n    "text" f"{g()}"\n    return 1\n`,
  `def f():\n    "a" + g()\n    "a".join(x)\n    "a", 1\n    "a" if x else "b"\n    "%s" % x\n    "ab"[0]\n`,
  `if x: "a"\nelif y: "b"\nelse: "c"\n`,
  `for i in "abc": "body"\nelse: "end"\n`,
  `while lambda: 0: "body"\n`,
  `x = lambda: "value"\n`,
  `x = lambda a, b="c": "value"\n`,
  `if (n := f("x")): "body"\n`,
  `while n := f("x"): "body"\n`,
  `try: "a"\nexcept E: "b"\nexcept (E, F) as e: "c"\nelse: "d"\nfinally: "e"\n`,
  `with a as b, c("d") as e: "body"\n`,
  `with (a as b, c as d): # said\n    "body"\n`,
  `async def f():\n    "doc"\n    async with a: "body"\n    async for b in c: "body"\n`,
  `match x:\n    case "a":\n        "body"\n    case {"b": "c"}:\n        pass\n    case _:\n        pass\n`,
  `match = {"a": "b"}\ncase: "text" = "x"\nmatch["a"]\n`,
  `type X = "text"\n`,
  `x: "text"\nx: "text" = "value"\nx.y: "text" = 1\nx["k"]: "text" = 1\n`,
  `d = {"a": "b", "c": lambda: "d"}\nd["a":"b"]\n`,
  `print("a", "b" "c", end="")\n`,
  `x = (\n    "a"  # said\n    "b"\n)\n`,
  `x = [  # said\n    1,  # one\n\n    # none\n    2,\n]\n`,
  `x = 1 + \\\n    2  # three\n`,
  `x = 1 + \\\n\\\n    2\n`,
  `assert x, "why"\nraise E("why") # because\n`,
  `@decorator("a")  # said\n@other\ndef f(): ...\n`,
  `from dataclasses import dataclass\n\n@dataclass\nclass A:\n    "doc"\n    x: int = 1  # said\n`,
  `df.query("@x > 1 # no comment")\n`,
  `eval("1 # no comment")\nexec('''\nx = 1 # kept\n''')\n`,
  `x = '''\n# kept   \n   spaces at the end   \n'''   \ny = 1   \n`,
  `x = """a\\\n# kept\n"""\n`,
  `x = "a\\\n# kept"\n`,
  `x = r"\\"  # said\ny = r'\\'' # '\n`.replace(`r"\\"`, `r"\\\\"`).replace(`r'\\''`, `r'\\''`),
  `x = b"\\x00#" + rb'#' + Rb"#" + BR"#"\n`,
  `x = u"#"\ny = U'#' # said\n`,
  `x = f"{a}" # said\n`,
  `x = f"{a!r:>{w}}" # said\n`,
  `x = f"{a:#x} {b:%Y-%m-%d # kept}" # said\n`,
  `x = f"{d["a"]} # kept" # said\n`,
  `x = f"{d['a']} # kept" # said\n`,
  `x = f"{f"{f"{a}"}"}" # said\n`,
  `x = f"{{# kept}} {a}" # said\n`,
  `x = f"{ {"a": "}"}["a"] } # kept" # said\n`,
  `x = f"{(lambda: "x")()}" # said\n`,
  `x = f"{a if b else 'c'}{d:{e}.{f}}" # said\n`,
  `x = f"{x = }" # said\n`,
  `x = f"{x!r}{y != z}" # said\n`,
  `x = f'''{\na # inside\n}''' # said\n`,
  `x = f'''# kept   \n{a:>10}   \n''' # said\n`,
  `x = f"\\N{BULLET} {a} # kept" # said\n`,
  `x = f"\\{a} # kept" # said\n`,
  `x = rf"\\{a} \\N{b} # kept" # said\n`,
  `x = fr'{a}\\' # kept' # said\n`,
  `x = f"{a:\\}}" # said\n`.replace('\\}}', '{b}}'),
  `x = f"{'a' 'b'}" f'{"c"}' "d" # said\n`,
  `x = f"a\\\n{b} # kept" # said\n`,
  `x = F"{a}" + fR"{b}" + Rf'{c}' # said\n`,
  `x = "a" "b" # said\n`,
  `x = 1if y else"z" # said\n`,
  `x = 0x1f or"z"\ny = 1_000.5e-3j # said\n`,
  `x = a if b else'c' if d in'e'else"f" # said\n`,
  `x = y if z else b"#" # said\n`,
  `x=1;"text";y=2\n`,
  `x = 1; "text"  # said\n`,
  `"a"; "b"; "c"\n`,
  `\n\n\n`,
  ``,
  `# only\n`,
  `x = 1`,
  `"text"`,
  `x = 1 # no end of line`,
  `\tx = 1\n`.trimStart(),
  `if x:\n\t"a"\t# said\t\n\ty = 1\t\n`,
  `if x:\n    pass\n    # in the body\n# outside\nelse:\n    pass\n`,
  `def f():\n    # a comment first\n    "doc"\n`,
  `def f(\n    a,  # one\n    b="x",  # two\n):  # three\n    "doc"\n`,
  `class A:\n    x = 1\n    "about x"\n\n    def f(self): return "y"\n`,
  `x = {\n    "a": 1,  # one\n    # none\n    "b": [2, 3],\n}["a"]  # said\n`,
  `x = not"a"\nreturn_ = "b" # said\n`,
  `def f():\n    return"a" # said\n\ndef g():\n    yield"b"\n`,
  `global_ = "naïve # ü"  # é\n`,
  `名 = "#"  # said\nx名f = 1\n`,
  `x = "\\\\" # said\ny = "\\"" # "\n`,
  `x = """"a" # kept""" # said\ny = '''''' # said\nz = "" # said\n`,
  `x = """a"" # kept""" # said\n`,
  `import os, sys  # said\nfrom a import (  # said\n    b,  # one\n    c,\n)\n`,
  `del x["a"], y # said\nnonlocal_ = lambda *a, **k: (yield) # said\n`,
  `x = [i for i in "abc" if i != "#"]  # said\n`,
  `print(*a, **{"b": "#"})  # said\n`,
  `x = a[1:2, ::3, "k":"v"]  # said\n`,
  `if x:\r\n    "doc" # said\r\n    y = """a\r\nb"""\r\n`,
];

const folder = (path: string): [string, string][] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .map((name) => [join(path, name), readFileSync(join(path, name), 'utf8')]);

describe('normalised Python', () => {
  it(`[HN36] ${SNIPPETS.length} hard cases are the same program on the same lines`, () => {
    expect(SNIPPETS.length).toBeGreaterThanOrEqual(100);
    expect(differences(SNIPPETS.map((text) => [text, text]))).toEqual([]);
  });

  it('[HN36] scaffolds, references and some hundred modules are the same programs on the same lines', () => {
    const own = folder('engine/python/src').filter(([name]) => !name.includes('torch'));
    const texts = [...folder('scenarios'), ...own, ...folder('tests/unit/engine')];
    expect(texts.length).toBeGreaterThan(100);
    expect(differences(texts)).toEqual([]);
  });

  it('[HN36] comments, docstrings and spaces at line ends are not there', () => {
    const text = `${T}Doc\nof lines.${T}\n\nx = 1  # said   \n\n\ndef f():\n    'doc'   \n    return "# kept"\t# said\n`;
    expect(normalisedPython(text)).toBe('""\n\n\nx = 1\n\n\ndef f():\n    ""\n    return "# kept"\n');
  });

  it('[HN36] what is no Python stays as it is, for Python to refuse', () => {
    for (const text of ['x = "no end  # \n', `${T}no end # `, 'x = f"{a # \n', 'x = f"{a', 'f"{a:{b"'])
      expect(normalisedPython(text)).toBe(text);
  });

  it('[HN36] only files that imports reach run', () => {
    const reached = (model: string, others: Record<string, string>): string[] =>
      Object.keys(reachedPython({ 'model.py': model, ...others }, ['model.py'], ['explore.py'])).sort();
    const all = { 'a.py': 'import b', 'b.py': '', 'c.py': '', 'explore.py': '', 'notes.txt': '', 's/__init__.py': '' };
    const more = { ...all, 's/d.py': 'from . import e', 's/e.py': '' };
    expect(reached('x = 1', more)).toEqual(['model.py']);
    expect(reached('import a', more)).toEqual(['a.py', 'b.py', 'model.py']);
    expect(reached('def f():\n    from c import (\n        x,\n    )\n', more)).toEqual(['c.py', 'model.py']);
    expect(reached('import s.d as q', more)).toEqual(['model.py', 's/__init__.py', 's/d.py', 's/e.py']);
    expect(reached('from s import *', more)).toEqual(['model.py', 's/__init__.py', 's/d.py', 's/e.py']);
    expect(reached('import explore # b\n"import c"\nx = b', more)).toEqual(['model.py']);
    expect(reached('net.eval(); df.eval("c")', more)).toEqual(['model.py']);
    const everything = Object.keys({ 'model.py': '', ...more }).filter((name) => /^(?!explore).*\.py$/.test(name));
    for (const model of ['importlib.import_module(x)', '__import__("c")', 'exec(x)', 'eval(x)', 'x = "no end'])
      expect(reached(model, more), model).toEqual(everything.sort());
  });
});
