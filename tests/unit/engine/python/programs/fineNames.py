
import os, a.b as c
from d import e
def f(x, *args, k=1, **kw):
    global G
    G = 1
    return [z for z in x if z > k], late, args, kw, __name__, {y: y for y in x}
late = lambda t: t + G
class C:
    q = 1
    r = q
    def m(self): return __class__, self
try:
    maybe
except NameError:
    maybe = 1
with open('x') as fh: fh
for i in range(3): i
match os:
    case {"a": aa}: aa
(w := 3), w, c, e
x: int = 3
display(x)
def gen[T](v: T) -> T: return v
[n for n in (m for m in range(3))]
