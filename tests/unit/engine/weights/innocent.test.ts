import { beforeAll, describe, expect, it } from 'vitest';
import { pythonCounter } from '../../../../engine/crossing/python/weigh.ts';
import type { WeightInventory } from '../../../../protocol/score.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { PREPARE } from './crossed.ts';

interface Counted {
  inventory: WeightInventory;
  payload: Uint8Array;
  same: boolean;
  expected: number;
}

let kit: PythonKit;
beforeAll(async () => {
  kit = await pythonKit();
}, 120_000);

/** Counts `model` as it crosses; `expected` is what a person would count, as a Python expression. */
function counted(build: string, expected: string, answer = 'model.predict(X)'): Counted {
  const script = `${PREPARE}\n${build}\nresult = dict(crossed(model, lambda model: ${answer}), expected=int(${expected}))`;
  const found = kit.run<Omit<Counted, 'inventory'>>(script);
  const inventory = pythonCounter({}, { entries: [], explore: [], scaffold: {} })(found.payload).weights;
  expect(found.same, 'the model predicts the same after crossing without its training-only attributes').toBe(true);
  return { ...found, inventory };
}

const EXACT: [what: string, build: string, expected: string, answer?: string][] = [
  [
    'an MLP 30-64-64-1',
    `from sklearn.neural_network import MLPClassifier
X = r.normal(size=(300, 30))
model = MLPClassifier((64, 64), max_iter=3, early_stopping=True, random_state=0).fit(X, y)`,
    '30*64+64 + 64*64+64 + 64+1',
    'model.predict_proba(X)',
  ],
  [
    'a logistic regression on 18 features',
    `from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit(X, y)`,
    '18 + 1',
    'model.predict_proba(X)',
  ],
  [
    'linear, ridge and lasso regressions (an intercept is a single number)',
    `from sklearn.linear_model import LinearRegression, RidgeCV, LassoCV
from sklearn.ensemble import VotingRegressor
model = VotingRegressor([("l", LinearRegression()), ("r", RidgeCV()), ("s", LassoCV())]).fit(X, X[:, 1] * 2 + y)`,
    '3 * 18',
  ],
  [
    'a linear model by stochastic descent',
    `from sklearn.linear_model import SGDClassifier
model = SGDClassifier(loss="log_loss", average=True, random_state=0).fit(X, y)`,
    '18 + 1',
    'model.predict_proba(X)',
  ],
  [
    'a standard scaler',
    `from sklearn.preprocessing import StandardScaler
model = StandardScaler().fit(X)`,
    '2 * 18',
    'model.transform(X)',
  ],
  [
    'a min-max scaler and a robust one',
    `from sklearn.preprocessing import MinMaxScaler, RobustScaler
from sklearn.pipeline import make_pipeline
model = make_pipeline(MinMaxScaler(), RobustScaler()).fit(X)`,
    '4 * 18',
    'model.transform(X)',
  ],
  [
    'a one-hot encoder: names are free',
    `from sklearn.preprocessing import OneHotEncoder
model = OneHotEncoder(handle_unknown="ignore").fit(frame[["kind"]])`,
    '0',
    'model.transform(frame[["kind"]]).toarray()',
  ],
  [
    'a pipeline of columns and an MLP',
    `from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.pipeline import make_pipeline
from sklearn.neural_network import MLPClassifier
numbers = make_pipeline(SimpleImputer(), StandardScaler())
columns = ColumnTransformer([("n", numbers, list("abcd")), ("k", OneHotEncoder(), ["kind"])])
model = make_pipeline(columns, MLPClassifier((16,), max_iter=3, random_state=0)).fit(frame, y)`,
    '4 + 2*4 + 7*16+16 + 16+1',
    'model.predict_proba(frame)',
  ],
  [
    'a decision tree: eight fields a node and its values',
    `from sklearn.tree import DecisionTreeClassifier
model = DecisionTreeClassifier(max_depth=4, random_state=0).fit(X, y)`,
    'model.tree_.node_count * (8 + 2)',
    'model.predict_proba(X)',
  ],
  [
    'principal components',
    `from sklearn.decomposition import PCA
model = PCA(3).fit(X)`,
    '3*18 + 18 + 3',
    'model.transform(X)',
  ],
  [
    'a dictionary of four means, which are settings, and a plain list',
    `model = {"means": dict(zip("abcd", X[:, :4].mean(0).tolist())), "w": [0.5] * 300}`,
    '300',
    '0',
  ],
  [
    'tensors of torch: gradients and views do not count',
    `import torch
w = torch.randn(3, 8, requires_grad=True)
(w * 2).sum().backward()
model = {"w": w, "again": w, "list": [torch.ones(2, 5).t(), torch.zeros(4)]}`,
    '24 + 10 + 4',
    'model["w"].detach().numpy().copy()',
  ],
  [
    'a network of torch, trained: its parameters and buffers',
    `import torch
from torch import nn
model = nn.Sequential(nn.Linear(18, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.3), nn.Linear(16, 1))
model(torch.tensor(X, dtype=torch.float32)).sum().backward()
model.eval()`,
    'sum(p.numel() for p in model.parameters()) + sum(b.numel() for b in model.buffers())',
    'model(torch.tensor(X, dtype=torch.float32)).detach().numpy()',
  ],
  [
    'a network beside optimiser and schedule: their state does not cross, tied layers count once',
    `import torch
from torch import nn
net = nn.ModuleDict({"embed": nn.Embedding(30, 8), "out": nn.Linear(8, 30, bias=False)})
net["out"].weight = net["embed"].weight
optimizer = torch.optim.Adam(net.parameters())
schedule = torch.optim.lr_scheduler.StepLR(optimizer, 2)
for _ in range(5):
    net["out"](net["embed"](torch.arange(30))).square().sum().backward()
    optimizer.step()
    schedule.step()
sgd = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
sgd.step()
model = {"net": net, "optimizer": optimizer, "schedule": schedule, "sgd": sgd}`,
    '30 * 8',
    'model["net"]["out"](model["net"]["embed"](torch.arange(30))).detach().numpy()',
  ],
  [
    'recurrent, convolutional and attention layers of torch',
    `import torch
from torch import nn
model = nn.ModuleList([nn.GRU(5, 7, num_layers=2, bidirectional=True), nn.LSTM(4, 6), nn.Conv2d(1, 4, 3),
                       nn.LayerNorm(9), nn.TransformerEncoderLayer(16, 2, 32)])`,
    'sum(p.numel() for p in model.parameters())',
    'model[2](torch.ones(1, 1, 5, 5)).detach().numpy()',
  ],
  [
    'a state dict of torch',
    `import torch
model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.BatchNorm1d(3)).state_dict()`,
    '12 + 3 + 4 * 3 + 1',
    'model["0.weight"].numpy()',
  ],
  ['a sparse matrix', `import scipy.sparse as sp; model = sp.csr_matrix(np.eye(20))`, '20 + 20 + 21', 'model.sum()'],
  [
    'a table of two columns and its index',
    `model = pd.DataFrame({"m": [1.0, 2.0, 3.0], "n": [1, 2, 3]}, index=[4, 5, 6])`,
    '2*3 + 3',
    'model.sum().to_numpy()',
  ],
  [
    'a random state: its 624 words, which pickle stores twice',
    `model = np.random.RandomState(3)`,
    '2 * 624',
    'model.get_state()[1]',
  ],
];

describe('innocent models', () => {
  it.each(EXACT)('[HN20] %s counts what a person would say', (_what, build, expected, answer) => {
    const found = counted(build, expected, answer);
    expect(found.inventory.total).toBe(found.expected);
    const sum = found.inventory.items.reduce((all, item) => all + item.count, 0);
    expect(sum).toBe(found.inventory.total);
  });

  it('[HN20] a forest counts its nodes; the settings of its trees are compressed', () => {
    const found = counted(
      `from sklearn.ensemble import RandomForestClassifier
model = RandomForestClassifier(30, max_depth=4, random_state=0).fit(X, y)`,
      'sum(t.tree_.node_count * (8 + 2) for t in model.estimators_)',
      'model.predict_proba(X)',
    );
    expect(found.inventory.total).toBe(found.expected);
  });

  it('[HN20] boosted trees count their nodes', () => {
    const boosted = counted(
      `from sklearn.ensemble import GradientBoostingClassifier
model = GradientBoostingClassifier(n_estimators=10, max_depth=2, random_state=0).fit(X, y)`,
      'sum(t.tree_.node_count * (8 + 1) for t in model.estimators_.ravel()) + 2',
      'model.predict_proba(X)',
    );
    expect(boosted.inventory.total).toBe(boosted.expected);
    const binned = counted(
      `from sklearn.ensemble import HistGradientBoostingClassifier
model = HistGradientBoostingClassifier(max_iter=5, max_leaf_nodes=6, random_state=0).fit(X, y)`,
      'sum(len(p[0].nodes) * len(p[0].nodes.dtype.names) for p in model._predictors) + 1',
      'model.predict_proba(X)',
    );
    expect(binned.inventory.total - binned.expected, 'beside the nodes: features and kinds of bins').toBeLessThan(60);
  });

  it('[HN20] neighbours store their rows', () => {
    const found = counted(
      `from sklearn.neighbors import KNeighborsClassifier
model = KNeighborsClassifier().fit(X, y)`,
      'X.size + len(y)',
    );
    expect(found.inventory.total).toBeGreaterThanOrEqual(found.expected);
    expect(found.inventory.items[0]).toMatchObject({ path: 'model._fit_X', count: 300 * 18 });
  });

  it('[HN21] attributes are named by their path, largest first', () => {
    const { inventory } = counted(
      `from sklearn.neural_network import MLPClassifier
model = {"net": MLPClassifier((8,), max_iter=2, random_state=0).fit(X, y)}`,
      '0',
      'model["net"].predict(X)',
    );
    expect(inventory.items.map((item) => [item.path, item.count])).toEqual([
      ["model['net'].coefs_[0]", 144],
      ["model['net'].coefs_[1]", 8],
      ["model['net'].intercepts_[0]", 8],
      ["model['net'].intercepts_[1]", 1],
    ]);
  });
});
