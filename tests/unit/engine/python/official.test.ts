import { beforeAll, describe, expect, it } from 'vitest';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { type Note, type Official, type PredictAnswer, type Refusal, SCAFFOLD, type TrainAnswer } from './scaffold.ts';

let kit: PythonKit;
beforeAll(async () => {
  kit = await pythonKit();
}, 120_000);

function run<T>(script: string): T {
  return kit.run<T>(`${SCAFFOLD}\n${script}`);
}

function refusal(files: string, more = ''): Refusal {
  const answer = run<TrainAnswer>(`result = train(${files}${more})`);
  expect(answer.ok).toBe(false);
  return answer.error as Refusal;
}

function predictRefusal(files: string, more = ''): Refusal {
  const { train, predict } = run<Official>(`result = official(${files}${more})`);
  expect(train.error?.message ?? '').toBe('');
  expect(predict?.ok).toBe(false);
  return predict?.error as Refusal;
}

/** The scaffold with one line of model.py replaced. */
const change = (old: string, by: string): string => `with_model((${JSON.stringify(old)}, ${JSON.stringify(by)}))`;
const SCORES = 'return model.predict_proba(rows[X])[:, 1]';

describe('the contract', () => {
  it.each([
    ['fit', 'model.py', 'model.py has no function fit(train, prep, seed)'],
    ['predict', 'model.py', 'model.py has no function predict(model, rows)'],
    ['prepare', 'model.py', 'model.py has no function prepare(train, valid)'],
    ['report', 'model.py', 'model.py has no function report(rows, labels, scores, decisions)'],
  ])('[HN1] a missing %s is named with its file and arguments', (name, file, message) => {
    expect(refusal(change(`def ${name}(`, `def ${name}_(`))).toMatchObject({ code: 'missing-function', file, message });
  });

  it('[HN1] a missing file, wrong arguments and a syntax error are named', () => {
    expect(refusal('{"data.py": None}').message).toBe('data.py is missing: it must hold load(path)');
    expect(refusal(change('def fit(train, prep, seed)', 'def fit(train, seed)')).message).toBe(
      'model.py has fit(train, seed), but the contract calls fit(train, prep, seed)',
    );
    expect(refusal(change('def fit(train', 'def fit(train(')).message).toMatch(/^model\.py line \d+: /);
  });

  it('[HN2] a statement that reads data on import is refused with file and line', () => {
    const spellings = [
      'rows = __import__("pandas").read_csv("train.csv")',
      'import pandas as pd\nrows = pd.read_csv("/home/candidate/train.csv")',
      'import numpy as np\nif True:\n    table = np.load("x.npy")',
      'text = open("/home/candidate/train.csv").read()',
      'import pathlib\ntext = pathlib.Path("/home/candidate/train.csv").read_text()',
      'import io as i\nreader = getattr(i, "op" + "en")\ntext = reader("/home/candidate/train.csv")',
      'import io as i\nreader = getattr(i, "op" + "en")\ntry:\n    reader("/home/candidate/train.csv")\nexcept Exception:\n    pass',
      'class Kept:\n    rows = open("train.csv")',
      'def later(rows=open("train.csv")):\n    return rows',
    ];
    for (const text of spellings) {
      const found = refusal(`{"model.py": ${JSON.stringify(text)} + MODEL}`);
      expect(found, text).toMatchObject({ code: 'import-reads', file: 'model.py' });
      const at = text.split('\n').findIndex((line) => /read_csv|load\(|open\(|read_text|reader\(/.test(line)) + 1;
      expect(found.line, text).toBe(at);
      expect(found.message).toContain(`model.py line ${at}`);
    }
  });

  it('[HN2] training on import is refused, definitions are not', () => {
    const fit = refusal(`{"model.py": MODEL + "\\nnet = LogisticRegression().fit([[0], [1]], [0, 1])"}`);
    expect(fit).toMatchObject({ code: 'import-trains', file: 'model.py', line: 22 });
    expect(refusal('{"data.py": DATA + "\\nrows = load(\'train.csv\')"}').code).toBe('import-trains');
    const fine = `{"model.py": MODEL + '''
import re
NAMES = {name: re.compile(name) for name in "abc"}
BASE = LogisticRegression(C=2.0)
if __name__ == "__main__":
    print(fit(open("x"), None, 0))
'''}`;
    expect(run<TrainAnswer>(`result = train(${fine})`).ok).toBe(true);
  });

  it('[HN3] explore.py is never imported, and no file hides a module of Python or a library', () => {
    const used = refusal(`{"explore.py": "x = 1", "model.py": "from explore import x\\n" + MODEL}`);
    expect(used).toMatchObject({ code: 'import-explore', file: 'model.py', line: 1 });
    expect(refusal('{"random.py": "x = 1"}')).toMatchObject({ code: 'name-clash', file: 'random.py' });
    expect(refusal('{"sklearn.py": "x = 1"}').message).toContain('rename the file');
    expect(refusal('{"model.py": "import js\\n" + MODEL}')).toMatchObject({ code: 'import-browser', line: 1 });
    expect(run<TrainAnswer>('result = train({"explore.py": "import pandas as pd\\npd.read_csv(1)"})').ok).toBe(true);
  });
});

describe('train', () => {
  it('[HN4] every fit seed runs the functions in order, seeded, and reports', () => {
    const { first, again, steps } = run<{ first: TrainAnswer; again: TrainAnswer; steps: string[] }>(`
files = with_model(('return {"name": "accuracy", "value": float((decisions == labels).mean())',
                    'import random; return {"name": "drawn", "value": random.random() + np.random.random()'))
told = []
first = train(files, seeds=[3, 4])
again = o.train(json.dumps(config(seeds=[3, 4])), told.append)
result = {"first": first, "again": again, "steps": [(json.loads(t)["step"], json.loads(t)["done"]) for t in told]}`);
    expect(first.error ?? null).toBeNull();
    expect(first.fits.map((fit) => [fit.seed, fit.rows])).toEqual([
      [3, { train: 600, valid: 200 }],
      [4, { train: 600, valid: 200 }],
    ]);
    expect(first.fits[0]?.reported).toMatchObject({ name: 'drawn', better: 'higher' });
    expect(first.fits.map((fit) => fit.reported)).toEqual(again.fits.map((fit) => fit.reported));
    expect(first.fits[0]?.reported).not.toEqual(first.fits[1]?.reported);
    const order = ['load', 'split', 'prepare', 'fit', 'pack', 'predict', 'decide', 'report', 'done'];
    expect(steps.map(([step]) => step)).toEqual(['import', ...order, ...order]);
    const done = steps.map(([, part]) => Number(part));
    expect([...done].sort((a, b) => a - b)).toEqual(done);
    expect(done.at(-1)).toBe(1);
  });

  it('[HN5] a global or class attribute that training changed is named, and whether predict reads it', () => {
    const notes = run<Note[]>(`
files = with_model(("def prepare(train, valid):", '''MEANS = {}
SEEN = 0
FIXED = [1, 2]

class Net:
    shared = None

def prepare(train, valid):
    global SEEN
    SEEN += 1
    MEANS.update(train[X].mean())
    Net.shared = np.ones(3)
    fit.calls = 1'''), ("    return model.predict_proba", "    assert len(MEANS) < 9\\n    return model.predict_proba"))
result = train(files)["notes"]`);
    expect(notes.map(({ name, used, file }) => [name, used, file])).toEqual([
      ['MEANS', true, 'model.py'],
      ['SEEN', false, 'model.py'],
      ['Net.shared', false, 'model.py'],
      ['fit.calls', false, 'model.py'],
    ]);
    expect(notes[0]?.message).toBe('MEANS in model.py does not travel; return it from fit');
  });

  it('[HN6] an error in the candidate code comes with its line and without the harness', () => {
    const found = refusal(change('return LogisticRegression().fit(train[X], train["y"])', 'return train["nope"]'));
    expect(found).toMatchObject({ code: 'raised', file: 'model.py', line: 11, function: 'fit' });
    expect(found.message).toContain("KeyError: 'nope'");
    expect(found.traceback).toContain('model.py');
    expect(found.traceback).not.toContain('/holdout/');
    const exits = refusal(change('return LogisticRegression().fit(train[X], train["y"])', 'raise SystemExit(2)'));
    expect(exits.code).toBe('raised');
  });

  it('[HN6] what cannot cross, a bad split and a bad report are refused with what to do', () => {
    const whole = 'return LogisticRegression().fit(train[X], train["y"])';
    expect(refusal(change(whole, 'return (x for x in [1])'))).toMatchObject({ code: 'unpicklable', function: 'fit' });
    const data = (body: string): string =>
      `{"data.py": "def load(path):\\n    import pandas\\n    return pandas.read_csv(path)\\ndef split(rows, seed):\\n    ${body}"}`;
    expect(refusal(data('return rows')).message).toContain('split must return two sets of rows');
    expect(refusal(data('return rows, rows.drop(columns=\\"y\\")')).message).toContain('without the column y');
    expect(refusal(data('return rows, rows[:0]')).code).toBe('bad-rows');
    const report = 'return {"name": "accuracy", "value": float((decisions == labels).mean()), "better": "higher"}';
    for (const wrong of [
      'return 0.9',
      'return {"name": "a", "value": 1}',
      'return {"name": "a", "value": float("nan"), "better": "higher"}',
      'return {"name": "a", "value": 1, "better": "up"}',
    ]) {
      expect(refusal(change(report, wrong)).code, wrong).toBe('bad-report');
    }
  });

  it('[HN7] listed training-only attributes of library classes do not cross', () => {
    const { train, predict } = run<Official>(`
result = official(with_model(('LogisticRegression().fit(train[X], train["y"])',
  '__import__("sklearn.neural_network").neural_network.MLPClassifier((4,), max_iter=5, early_stopping=True).fit(train[X], train["y"])')))`);
    expect(train.fits[0]?.stripped).toEqual(
      expect.arrayContaining(['MLPClassifier._optimizer', 'MLPClassifier._random_state', 'MLPClassifier._best_coefs']),
    );
    expect(predict?.weights.total).toBe(3 * 4 + 4 + 4 + 1);
  });
});

describe('predict', () => {
  it('[HN8] scores come back in the order of the file, whatever the batches and the order of load', () => {
    const { plain, shuffled, other, direct } = run<
      Record<'plain' | 'shuffled' | 'other', PredictAnswer> & { direct: number[] }
    >(`
from sklearn.linear_model import LogisticRegression
first = train({})
payload = first["fits"][0]["payload"]
plain = predict(payload)
other = predict(payload, batchSeed=9, batch=[300, 400])
write({"data.py": DATA.replace("read_csv(path)", "read_csv(path).sample(frac=1, random_state=1)")})
shuffled = predict(payload)
from holdout_official.payload import unpack
model = unpack(payload)[1]
result = {"plain": plain, "shuffled": shuffled, "other": other,
          "direct": model.predict_proba(TABLE[800:][list("abc")])[:, 1].astype("<f8").tolist()}`);
    const scores = (answer: PredictAnswer): number[] => [...new Float64Array(answer.predictions.slice().buffer)];
    expect(plain.error ?? null).toBeNull();
    for (const answer of [plain, other, shuffled]) {
      const apart = scores(answer).map((score, i) => Math.abs(score - (direct[i] ?? Number.NaN)));
      expect(Math.max(...apart), 'sums in another order differ in the last bits only').toBeLessThan(1e-12);
    }
    expect([plain.rows, plain.shape, plain.decisions?.length]).toEqual([400, [400], 400]);
    expect([...(plain.decisions ?? [])]).toEqual(direct.map((score) => Number(score > 0.4)));
    expect(plain.batches).toBeGreaterThan(other.batches);
  });

  it('[HN9] wrong scores are refused with the row and the reason', () => {
    const nan = predictRefusal(change(SCORES, 'return np.where(rows["id"] == 8042, np.nan, 0.5)'));
    expect(nan).toMatchObject({ code: 'not-finite', row: 8042 - 7800, function: 'predict' });
    expect(nan.message).toContain('predict returned nan for row 242');
    const wrong: [string, string][] = [
      ['return model.predict_proba(rows[X])[1:, 1] if len(rows) < 190 else np.ones(len(rows))', 'bad-shape'],
      ['return np.ones((len(rows), 1, 1)) if len(rows) < 190 else np.ones(len(rows))', 'bad-shape'],
      ['return 0.5 if len(rows) < 190 else np.ones(len(rows))', 'bad-shape'],
      ['return ["yes"] * len(rows) if len(rows) < 190 else np.ones(len(rows))', 'bad-values'],
      ['return [None] * len(rows) if len(rows) < 190 else np.ones(len(rows))', 'not-finite'],
      ['return [[1], [1, 2]] * len(rows) if len(rows) < 190 else np.ones(len(rows))', 'bad-shape'],
      ['return np.full(len(rows), np.inf) if len(rows) < 190 else np.ones(len(rows))', 'not-finite'],
      ['return np.ones((len(rows), 1 + len(rows) % 2)) if len(rows) < 190 else np.ones(len(rows))', 'bad-shape'],
      ['return rows["y"]', 'raised'],
    ];
    for (const [body, code] of wrong.slice(0, -1)) expect(predictRefusal(change(SCORES, body)).code, body).toBe(code);
    expect(refusal(change(SCORES, wrong.at(-1)?.[0] ?? '')).message).toContain("KeyError: 'y'");
  });

  it('[HN9] wrong decisions and rows that load lost are refused', () => {
    const decide = 'return scores > 0.4';
    const two = 'return np.where(rows["id"] == 8042, 2, 0)';
    expect(predictRefusal(change(decide, two))).toMatchObject({ code: 'bad-decisions', row: 242, function: 'decide' });
    const short = predictRefusal(change(decide, 'return (scores > 0.4)[:-1] if len(rows) < 190 else scores > 0.4'));
    expect(short.code).toBe('bad-decisions');
    const lost = run<PredictAnswer>(`
first = train({"data.py": DATA.replace("read_csv(path)", "read_csv(path).query('id != 8042')")})
result = predict(first["fits"][0]["payload"])`);
    expect(lost.error).toMatchObject({ code: 'bad-rows', row: 242, function: 'load' });
    expect(lost.error?.message).toContain('row 242 (id 8042) is missing');
  });

  it('[HN13] with more choices than two a decision is one of them, and report gets the numbers', () => {
    const decide = change('return scores > 0.4', 'return np.where(scores > 0.4, 3, 1)');
    const files = decide.replace(
      'with_model(',
      'with_model(("float((decisions == labels).mean())", "float(decisions.max())"), ',
    );
    const { train, predict } = run<Official>(`result = official(${files}, choices=4)`);
    expect(predict?.error ?? null).toBeNull();
    expect(new Set(predict?.decisions)).toEqual(new Set([1, 3]));
    expect(train.fits?.[0]).toMatchObject({ reported: { value: 3 } });
    const beyond = refusal(change('return scores > 0.4', 'return np.full(len(rows), 4)'), ', choices=4');
    expect(beyond).toMatchObject({ code: 'bad-decisions', row: 0 });
    expect(beyond.message).toContain('return a whole number from 0 to 3 a row');
    const half = refusal(change('return scores > 0.4', 'return np.full(len(rows), 1.5)'), ', choices=4');
    expect(half.code).toBe('bad-decisions');
    expect(refusal('{}', ', choices=1').code).toBe('bad-config');
  });

  it('[HN9] several outputs a row cross as a matrix', () => {
    const { predict } = run<Official>(
      `result = official(${change(SCORES, 'return model.predict_proba(rows[X])').replace('with_model(', 'with_model(("return scores > 0.4", "return scores[:, 1] > 0.4"), ')}, outputs=2)`,
    );
    expect(predict?.error ?? null).toBeNull();
    expect(predict?.shape).toEqual([400, 2]);
    expect(refusal('{}', ', outputs=2').message).toContain('return [200, 2]');
  });

  it('[HN10] only what crossed predicts: a changed global is as imported, a class comes from the file', () => {
    const lost = run<Official>(`
result = official(with_model(("def prepare(train, valid):", '''MEANS = {}

class Model:
    def __init__(self, net): self.net = net
    def scores(self, rows): return self.net.predict_proba(rows[X])[:, 1] - MEANS["a"]

def prepare(train, valid):
    MEANS.update(train[X].mean())'''),
    ('return LogisticRegression().fit(train[X], train["y"])', 'return Model(LogisticRegression().fit(train[X], train["y"]))'),
    ('${SCORES}', 'return model.scores(rows)')))`);
    expect(lost.train.notes.map((note) => [note.name, note.used])).toEqual([['MEANS', true]]);
    expect(lost.predict?.error?.message).toContain("KeyError: 'a'");
    expect(lost.predict?.error).toMatchObject({ file: 'model.py', function: 'predict' });
  });

  it('[HN11] Check predicts validation rows without their label and keeps it for afterwards', () => {
    const { first, second } = run<{ first: TrainAnswer; second: PredictAnswer }>(`
first = train({}, mode="check")
import io
table = pd.read_csv(io.BytesIO(first["check"]["rows"]))
second = predict(first["fits"][0]["payload"], table, mode="check")
result = {"first": first, "second": second}`);
    const text = new TextDecoder().decode(first.check?.rows);
    expect(text.split('\n')[0]).toBe('id,a,b,c');
    expect(first.check?.ids.length).toBe(200);
    const right = first.check?.labels.filter((label, i) => label === second.decisions?.[i]).length ?? 0;
    expect(first.fits[0]?.reported).toEqual({ name: 'accuracy', value: right / 200, better: 'higher' });
  });

  it('[HN12] the meter counts a live model as phase 2 would, and leaves it as it is', () => {
    const found = run<{ live: number; official: number; kept: boolean; code: number }>(`
files = with_model(('LogisticRegression().fit(train[X], train["y"])',
  '__import__("sklearn.neural_network").neural_network.MLPClassifier((4,), max_iter=5).fit(train[X], train["y"])'))
both = official(files)
from sklearn.neural_network import MLPClassifier
model = MLPClassifier((4,), max_iter=5).fit(TABLE[list("abc")], TABLE["y"])
live = o.meter(model, config())
result = {"live": live["total"], "official": both["predict"]["weights"]["total"], "kept": hasattr(model, "_optimizer"),
          "code": live["code"]["scalars"]}`);
    expect(found).toMatchObject({ live: 21, official: 21, kept: true });
    expect(found.code).toBeGreaterThan(0);
  });
});
