# %% Load and split
from data import LABEL, load, split

rows = load("train.csv")
train, valid = split(rows, seed=1)
rows.head()

# %% Train, score the validation rows, report
from features import prepare
from model import decide, fit, predict, tune
from report import report

prep = prepare(train, valid)
model = tune(fit(train, prep, seed=1), valid)
scores = predict(model, valid)
decisions = decide(model, valid, scores)
report(valid, valid[LABEL].to_numpy(), scores, decisions)

# %% Scores of the validation rows
import matplotlib.pyplot as plt

plt.hist(scores, bins=50)
plt.yscale("log")
plt.xlabel("score")
plt.ylabel("transfers")
plt.show()

# %% Yours
