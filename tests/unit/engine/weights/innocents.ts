/** Models that honest people make, each with its weights to the last one: the rows are those of `PREPARE` in crossed.ts. */

export type Innocent = readonly [what: string, build: string, weights: number, answer?: string];

const PROBA = 'model.predict_proba(X)';
const fitted = (module: string, name: string, given = ''): string =>
  `from sklearn.${module} import ${name}\nmodel = ${name}(${given}).fit(X, y)`;

const LIBRARY: readonly Innocent[] = [
  ['an MLP 18-64-1', fitted('neural_network', 'MLPClassifier', '(64,), max_iter=3, random_state=0'), 1281, PROBA],
  ['ridge regression', fitted('linear_model', 'Ridge'), 18],
  ['lasso', fitted('linear_model', 'Lasso'), 18],
  ['elastic net', fitted('linear_model', 'ElasticNet'), 18],
  [
    'logistic regression of three classes',
    'from sklearn.linear_model import LogisticRegression\nmodel = LogisticRegression().fit(X, y + (X[:, 1] > 1))',
    57,
    PROBA,
  ],
  [
    'logistic regression in a grid search',
    'from sklearn.linear_model import LogisticRegression\nfrom sklearn.model_selection import GridSearchCV\nmodel = GridSearchCV(LogisticRegression(), {"C": [0.1, 1, 10]}, cv=3).fit(X, y)',
    19,
    PROBA,
  ],
  ['a perceptron', fitted('linear_model', 'Perceptron'), 19],
  ['a linear support vector machine', fitted('svm', 'LinearSVC'), 19],
  ['a support vector machine', fitted('svm', 'SVC', 'C=0.5'), 4606],
  ['Gaussian naive Bayes', fitted('naive_bayes', 'GaussianNB'), 76, PROBA],
  ['linear discriminants', fitted('discriminant_analysis', 'LinearDiscriminantAnalysis'), 94, PROBA],
  ['quadratic discriminants', fitted('discriminant_analysis', 'QuadraticDiscriminantAnalysis'), 722, PROBA],
  [
    'nearest neighbours of 100 rows',
    'from sklearn.neighbors import KNeighborsClassifier\nmodel = KNeighborsClassifier().fit(X[:100], y[:100])',
    1900,
    PROBA,
  ],
  ['nearest centroids', fitted('neighbors', 'NearestCentroid'), 92],
  ['a decision tree of depth 3', fitted('tree', 'DecisionTreeClassifier', 'max_depth=3, random_state=0'), 130, PROBA],
  ['a regression tree of depth 3', fitted('tree', 'DecisionTreeRegressor', 'max_depth=3, random_state=0'), 117],
  [
    'a forest of 10 trees of depth 3',
    fitted('ensemble', 'RandomForestClassifier', '10, max_depth=3, random_state=0'),
    1220,
    PROBA,
  ],
  ['extra trees', fitted('ensemble', 'ExtraTreesClassifier', '5, max_depth=3, random_state=0'), 490, PROBA],
  ['AdaBoost of 20 stumps', fitted('ensemble', 'AdaBoostClassifier', 'n_estimators=20, random_state=0'), 620, PROBA],
  [
    'gradient boosting of 10 trees',
    fitted('ensemble', 'GradientBoostingClassifier', 'n_estimators=10, max_depth=2, random_state=0'),
    632,
    PROBA,
  ],
  [
    'gradient boosting by histograms',
    fitted('ensemble', 'HistGradientBoostingClassifier', 'max_iter=5, max_leaf_nodes=6, random_state=0'),
    752,
    PROBA,
  ],
  [
    'bagging of five linear models',
    'from sklearn.ensemble import BaggingClassifier\nfrom sklearn.linear_model import LogisticRegression\nmodel = BaggingClassifier(LogisticRegression(), 5, random_state=0).fit(X, y)',
    185,
    PROBA,
  ],
  [
    'voting of two',
    'from sklearn.ensemble import VotingClassifier\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.naive_bayes import GaussianNB\nmodel = VotingClassifier([("l", LogisticRegression()), ("n", GaussianNB())], voting="soft").fit(X, y)',
    95,
    PROBA,
  ],
  [
    'stacking of two',
    'from sklearn.ensemble import StackingClassifier\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.naive_bayes import GaussianNB\nmodel = StackingClassifier([("l", LogisticRegression()), ("n", GaussianNB())]).fit(X, y)',
    98,
    PROBA,
  ],
  [
    'calibration in five folds',
    'from sklearn.calibration import CalibratedClassifierCV\nfrom sklearn.linear_model import LogisticRegression\nmodel = CalibratedClassifierCV(LogisticRegression(), cv=5).fit(X, y)',
    97,
    PROBA,
  ],
  [
    'an isolation forest of 10 trees',
    'from sklearn.ensemble import IsolationForest\nmodel = IsolationForest(n_estimators=10, max_samples=32, random_state=0).fit(X)',
    3458,
    'model.score_samples(X)',
  ],
  [
    'isotonic regression',
    'from sklearn.isotonic import IsotonicRegression\nmodel = IsotonicRegression().fit(X[:, 0], y)',
    40,
    'model.predict(X[:, 0])',
  ],
  ['k-means of four', 'from sklearn.cluster import KMeans\nmodel = KMeans(4, n_init=1, random_state=0).fit(X)', 72],
  [
    'k-means before a linear model',
    'from sklearn.cluster import KMeans\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.pipeline import make_pipeline\nmodel = make_pipeline(KMeans(8, n_init=1, random_state=0), LogisticRegression()).fit(X, y)',
    153,
    PROBA,
  ],
  [
    'principal components before a linear model',
    'from sklearn.decomposition import PCA\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.pipeline import make_pipeline\nmodel = make_pipeline(PCA(4), LogisticRegression()).fit(X, y)',
    99,
    PROBA,
  ],
  [
    'a mixture of two Gaussians',
    'from sklearn.mixture import GaussianMixture\nmodel = GaussianMixture(2, covariance_type="diag", random_state=0).fit(X)',
    146,
  ],
  [
    'splines before a linear model',
    'from sklearn.preprocessing import SplineTransformer\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.pipeline import make_pipeline\nmodel = make_pipeline(SplineTransformer(4), LogisticRegression(max_iter=300)).fit(X[:, :2], y)',
    69,
    'model.predict_proba(X[:, :2])',
  ],
  [
    'squares and products before a linear model',
    'from sklearn.preprocessing import PolynomialFeatures\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.pipeline import make_pipeline\nmodel = make_pipeline(PolynomialFeatures(2), LogisticRegression(max_iter=300)).fit(X[:, :4], y)',
    16,
    'model.predict_proba(X[:, :4])',
  ],
  [
    'quantiles',
    'from sklearn.preprocessing import QuantileTransformer\nmodel = QuantileTransformer(n_quantiles=20).fit(X)',
    380,
    'model.transform(X)',
  ],
  [
    'bins',
    'from sklearn.preprocessing import KBinsDiscretizer\nmodel = KBinsDiscretizer(5, encode="ordinal", subsample=None).fit(X[:, :3])',
    21,
    'model.transform(X[:, :3])',
  ],
  [
    'a chosen half of the columns',
    'from sklearn.feature_selection import SelectKBest\nmodel = SelectKBest(k=9).fit(X, y)',
    36,
    'model.transform(X)',
  ],
  [
    'an ordinal encoder',
    'from sklearn.preprocessing import OrdinalEncoder\nmodel = OrdinalEncoder().fit(frame[["kind"]])',
    0,
    'model.transform(frame[["kind"]])',
  ],
  [
    'a function of columns',
    'from sklearn.preprocessing import FunctionTransformer\nmodel = FunctionTransformer(np.log1p).fit(abs(X))',
    0,
    'model.transform(abs(X))',
  ],
  [
    'words counted, naive Bayes',
    'from sklearn.feature_extraction.text import CountVectorizer\nfrom sklearn.naive_bayes import MultinomialNB\nfrom sklearn.pipeline import make_pipeline\nwords = [" ".join(f"word{k}" for k in r.integers(0, 120, 20)) for _ in range(300)]\nmodel = make_pipeline(CountVectorizer(), MultinomialNB()).fit(words, y)',
    484,
    'model.predict_proba(words)',
  ],
  [
    'words weighted, logistic',
    'from sklearn.feature_extraction.text import TfidfVectorizer\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.pipeline import make_pipeline\nwords = [" ".join(f"word{k}" for k in r.integers(0, 120, 20)) for _ in range(300)]\nmodel = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(words, y)',
    241,
    'model.predict_proba(words)',
  ],
];

const NET = 'r.normal(size=(18, 32)), r.normal(size=32), r.normal(size=(32, 1)), r.normal(size=1)';
const HAND: readonly Innocent[] = [
  [
    'a net in a dict of arrays, with means and scales',
    `model = dict(zip(["a", "b", "c", "d", "mean", "std"], [${NET}, X.mean(0), X.std(0)]))`,
    677,
    'model["a"]',
  ],
  ['a net in lists', `model = [v.tolist() for v in (${NET})]`, 640, 'np.array(model[0])'],
  ['a net in JSON', `import json\nmodel = json.dumps([v.tolist() for v in (${NET})])`, 439, 'np.array([len(model)])'],
  ['a net in half precision', `model = [v.astype("f2") for v in (${NET})]`, 641, 'model[0]'],
  ['a net of complex numbers', 'model = X[:4] + 1j', 144, 'model'],
  [
    'two lambdas over a net',
    'from sklearn.linear_model import LogisticRegression\nnet = LogisticRegression().fit(X, y)\nmodel = {"score": lambda rows: net.predict_proba(rows)[:, 1], "flag": lambda s: s > 0.5}',
    20,
    'model["score"](X)',
  ],
  [
    'a closure over three arrays',
    'def made(a, b, c):\n    return lambda rows: rows @ a + b @ c\nmade.__module__ = "__main__"\nmodel = made(X[0], X[1], X[2])',
    54,
    'model(X)',
  ],
  [
    'a local class',
    'def made():\n    class Net:\n        def __init__(self, w): self.w = w\n        def predict(self, rows): return rows @ self.w\n    Net.__module__ = "__main__"\n    return Net\nmodel = made()(X[0])',
    18,
  ],
  [
    'a defaultdict of seven means',
    'import collections\nmodel = collections.defaultdict(lambda: 0.5)\nmodel.update({f"k{i}": float(v) for i, v in enumerate(X[0, :7])})',
    7,
    'np.array([model["k1"], model["k2"]])',
  ],
  ['seven means in a series', 'model = pd.Series(X[0, :7], index=list("abcdefg"))', 7, 'model.to_numpy()'],
  [
    'seven means in a dict',
    'model = {"means": {f"k{i}": float(v) for i, v in enumerate(X[0, :7])}, "by": "kind"}',
    7,
    'np.array([model["means"]["k1"]])',
  ],
  ['a threshold', 'model = 0.35', 0, 'np.array([model])'],
  [
    'four settings',
    'model = {"threshold": 0.35, "window": 7, "log": True, "name": "amount"}',
    0,
    'np.array([model["window"]])',
  ],
  ['600 numbers in a list', 'model = {"w": r.normal(size=600).tolist()}', 600, 'np.array(model["w"])'],
  ['600 numbers in an array', 'model = {"w": r.normal(size=600)}', 600, 'model["w"]'],
  ['a table of 7 by 6', 'model = pd.DataFrame(X[:7, :6], columns=list("abcdef"))', 42, 'model.to_numpy()'],
  [
    'a keyed table of 300 by 3',
    'model = pd.DataFrame(X[:, :3], columns=list("abc"), index=[f"k{i}" for i in range(300)])',
    900,
    'model.to_numpy()',
  ],
  ['means by group', 'model = frame.assign(y=y).groupby("kind")["y"].mean()', 3, 'model.to_numpy()'],
  ['a sorted table of thresholds', 'model = np.sort(X[:, 0])[::10]', 30, 'model'],
  [
    'an interpolation',
    'from scipy.interpolate import interp1d\nmodel = interp1d(np.arange(20), X[:20, 0])',
    62,
    'model(np.arange(0, 19, 0.5))',
  ],
  [
    'a smoothing spline',
    'from scipy.interpolate import UnivariateSpline\nmodel = UnivariateSpline(np.arange(40), X[:40, 0], s=5)',
    344,
    'model(np.arange(0, 19, 0.5))',
  ],
  [
    'dates of holidays',
    'model = np.array(["2024-01-01", "2024-05-01", "2024-12-25"], "M8[D]")',
    3,
    'model.astype(int)',
  ],
  ['a set of names', 'model = {"seen": {"red", "green"}, "top": ["red"]}', 0, 'np.array(sorted(model["seen"]))'],
];

export const INNOCENTS: readonly Innocent[] = [...LIBRARY, ...HAND];
