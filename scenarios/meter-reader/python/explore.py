# %% Load and split
from data import LABEL, load, split

rows = load("train.csv")
train, valid = split(rows, seed=1)
rows.drop(columns="pixels").head(10)

# %% Some pictures
import matplotlib.pyplot as plt
import numpy as np
from pictures import pictures

figure, axes = plt.subplots(4, 15, figsize=(9, 4))
for axis, image, digit in zip(axes.flat, pictures(rows), rows[LABEL]):
    axis.imshow(np.clip(image / 255, 0, 1))
    axis.set_title(digit, fontsize=8)
for axis in axes.flat:
    axis.axis("off")
plt.show()

# %% Train, read the validation rows, report
from model import decide, fit, predict, tune
from pictures import prepare
from report import report

prep = prepare(train, valid)
model = tune(fit(train, prep, seed=1), valid)
scores = predict(model, valid)
decisions = decide(model, valid, scores)
report(valid, valid[LABEL].to_numpy(), scores, decisions)

# %% Which digit is read as which
import pandas as pd

pd.crosstab(valid[LABEL], scores.argmax(axis=1), colnames=["read"])

# %% Yours
