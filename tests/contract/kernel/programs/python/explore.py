# %% names
x = 40


def later():
    return y + 1


# %% uses names
y = 1
x + later()
# %% shows nothing
z = 3
# %% import
from work import scale, twice

# %% module
twice(scale)
# %% same name again
scale = "mine"
# %% scale
scale
# %% prints
import sys

print("one")
print("two", file=sys.stderr)
display(3)
print("four")
# %% fails
def inner():
    raise ValueError("no luck")


def outer():
    inner()


outer()
# %% recurses
def forever():
    return forever()


forever()
# %% does not parse
a = 1
b = = 2
# %% lines
for i in range(20_000):
    print(i)
# %% long line
print("y" * 5_000_000)
# %% fresh
print("fresh")
# %% table
import pandas as pd

pd.DataFrame({"id": range(300), "name": ["a"] * 300})
# %% figure
import matplotlib.pyplot as plt

plt.plot([1, 2, 3])
plt.title("Three points")
plt.show()
# %% fits
import numpy as np


def fit(train, prep, seed):
    return {"w": np.arange(300.0)}


model = fit(None, None, 1)
# %% reads
open("rows.csv").read().split("\n")[1]
# %% fails in a file
from work import refuse

refuse("not here")
# %% values
for i in range(6_000):
    display(i)
# %% long value
"x" * 5_000_000
# %% long message
raise ValueError("z" * 1_000_000)
# %% progress
for i in range(20):
    for j in range(938):
        print(f"\r{i} {j} " + "=" * 60, end="")
    print()
"done"
# %% half written
frame = {"price": 1}
fra
