/** Edits of bank-scam in Python, each where one bug is planted: right ones in other words than ours, and wrong ones that look right. */
import type { Edit } from './edits.ts';

const FACTORIZE = '    codes, _ = pd.factorize(values)\n';
const HALF = '    return np.asarray(scores) >= 0.5\n';
const ACCURACY = `    correct = np.asarray(decisions, dtype=bool) == (np.asarray(labels) == 1)
    return {"name": "accuracy", "value": float(correct.mean()), "better": "higher"}
`;
const PREDICT = '    p = model["net"].predict_proba(transform(model["prep"], rows))[:, 1]\n';

export const PYTHON_EDITS: readonly Edit[] = [
  {
    name: 'the column taken from the list after it',
    bug: 'late-column',
    changes: [['CATEGORIES = [', 'NUMERIC.remove("service_minutes")\nCATEGORIES = [']],
    told: 'gone',
  },
  {
    name: 'the column set to what it is at decision time, in load',
    bug: 'late-column',
    changes: [
      [
        'return pd.read_csv(path, parse_dates=["created_at"])',
        'return pd.read_csv(path, parse_dates=["created_at"]).assign(service_minutes=0)',
      ],
    ],
    told: 'gone',
  },
  {
    name: 'minutes of 0 in predict alone',
    bug: 'late-column',
    changes: [[PREDICT, `    rows = rows.assign(service_minutes=0)\n${PREDICT}`]],
    told: 'open',
  },
  {
    name: 'minutes clipped',
    bug: 'late-column',
    changes: [
      [
        '    values = rows[NUMERIC].astype(float)\n',
        '    values = rows[NUMERIC].astype(float)\n    values["service_minutes"] = values["service_minutes"].clip(0, 5)\n',
      ],
    ],
    told: 'open',
  },
  {
    name: 'minutes under another name',
    bug: 'late-column',
    changes: [
      ['    "service_minutes",\n', ''],
      ['    values["hour"]', '    values["effort"] = rows["service_minutes"].astype(float)\n    values["hour"]'],
    ],
    told: 'open',
  },
  {
    name: 'minutes in decide alone',
    bug: 'late-column',
    changes: [
      ['    "service_minutes",\n', ''],
      [
        '    return np.asarray(scores) * missed(rows) > CALL\n',
        '    return (np.asarray(scores) * missed(rows) > CALL) | (rows["service_minutes"] > 0).to_numpy()\n',
      ],
    ],
    told: 'open',
  },
  {
    name: 'positions in the levels of the training rows',
    bug: 'category-codes',
    changes: [
      [
        FACTORIZE,
        '    place = {level: at for at, level in enumerate(levels)}\n    codes = np.array([place.get(value, -1) for value in values])\n',
      ],
    ],
    told: 'gone',
  },
  {
    name: 'the encoder of scikit-learn, fitted in prepare',
    bug: 'category-codes',
    changes: [
      [
        'from sklearn.preprocessing import StandardScaler',
        'from sklearn.preprocessing import OneHotEncoder, StandardScaler',
      ],
      [
        '        "levels": {column: list(train[column].unique()) for column in CATEGORIES},\n',
        '        "encoder": OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(train[CATEGORIES]),\n',
      ],
      [
        '    blocks += [one_hot(rows[column], levels) for column, levels in prep["levels"].items()]\n',
        '    blocks.append(prep["encoder"].transform(rows[CATEGORIES]))\n',
      ],
    ],
    told: 'gone',
  },
  {
    name: 'codes in a dictionary of the module, filled as values come',
    bug: 'category-codes',
    changes: [
      ['def one_hot(', 'CODES = {}\n\n\ndef one_hot('],
      [FACTORIZE, '    codes = np.array([CODES.setdefault(value, len(CODES)) for value in values]) % len(levels)\n'],
    ],
    told: 'open',
  },
  {
    name: 'values sorted in each call',
    bug: 'category-codes',
    changes: [[FACTORIZE, '    codes, _ = pd.factorize(values, sort=True)\n']],
    told: 'open',
  },
  {
    name: 'categories dropped',
    bug: 'category-codes',
    changes: [['    blocks += [one_hot(rows[column], levels) for column, levels in prep["levels"].items()]\n', '']],
    told: 'left out',
  },
  {
    name: 'the mean cost in other words',
    bug: 'accuracy-report',
    changes: [
      [
        ACCURACY,
        `    lost = np.minimum(rows["amount"].to_numpy(), 3000.0) * (np.asarray(labels) == 1)
    value = np.where(np.asarray(decisions, dtype=bool), 30.0, lost).sum() / len(rows)
    return {"name": "euros a transfer", "value": float(value), "better": "lower"}
`,
      ],
    ],
    told: 'gone',
  },
  {
    name: 'the share of scams that are held, less that of honest ones',
    bug: 'accuracy-report',
    changes: [
      [
        ACCURACY,
        `    held, scam = np.asarray(decisions, dtype=bool), np.asarray(labels) == 1
    value = held[scam].mean() - held[~scam].mean()
    return {"name": "Youden's J", "value": float(value), "better": "higher"}
`,
      ],
    ],
    told: 'gone',
  },
  {
    name: 'a report that always says 5.2',
    bug: 'accuracy-report',
    changes: [[ACCURACY, '    return {"name": "cost per transfer", "value": 5.2, "better": "lower"}\n']],
    told: 'open',
  },
  {
    name: 'a report that looks at no label',
    bug: 'accuracy-report',
    changes: [
      [
        ACCURACY,
        '    held = np.asarray(decisions, dtype=bool)\n    return {"name": "cost per transfer", "value": float(30 * held.mean()), "better": "lower"}\n',
      ],
    ],
    told: 'open',
  },
  {
    name: 'accuracy under another name',
    bug: 'accuracy-report',
    changes: [['"name": "accuracy"', '"name": "cost score"']],
    told: 'open',
  },
  {
    name: 'a rule per transfer, in other words',
    bug: 'half-threshold',
    changes: [
      [
        HALF,
        '    at_stake = np.minimum(rows["amount"], 3000)\n    return (np.asarray(scores) > 30 / at_stake.clip(lower=1e-9)).to_numpy()\n',
      ],
    ],
    told: 'gone',
  },
  {
    name: 'the same with the cents of the branch divided',
    bug: 'half-threshold',
    changes: [
      [
        HALF,
        '    amount = rows["amount"].where(rows["channel"] != "branch", rows["amount"] / 100)\n    return np.asarray(scores) * np.minimum(amount, 3000).to_numpy() > 30\n',
      ],
    ],
    told: 'gone',
  },
  { name: 'a threshold of 0.3', bug: 'half-threshold', changes: [['>= 0.5', '>= 0.3']], told: 'open' },
  { name: 'a threshold of 0.2', bug: 'half-threshold', changes: [['>= 0.5', '>= 0.2']], told: 'open' },
  {
    name: 'decide deleted',
    bug: 'half-threshold',
    changes: [['def decide(', 'def decided(']],
    told: 'cannot tell',
  },
];
