/** The contract and training on Python's official path, where they differ from other languages. */

import { describe, expect, it } from 'vitest';
import { readPayload } from '../../../../engine/crossing/python/inventory.ts';
import { change, openPython, refusal, run } from './refusals.ts';
import type { Note, Official, TrainAnswer } from './scaffold.ts';

openPython();

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

  it('[PK4] a command of notebooks is named with file and line', () => {
    const { message } = refusal(change('def fit(train', '%time 1\ndef fit(train'));
    expect(message).toMatch(/^model\.py line \d+: %time 1 is for cells, Run file and Run selection;/);
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
    for (const file of ['holdout.py', 'holdout_official.py'])
      expect(refusal(`{"${file}": "x = 1"}`)).toMatchObject({ code: 'name-clash', file });
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
    expect(predict?.ok).toBe(true);
    const { paths } = readPayload(train.fits[0]?.payload ?? new Uint8Array(), ['data', 'model']).count();
    expect([...paths.values()].reduce((sum, count) => sum + count, 0)).toBe(3 * 4 + 4 + 4 + 1);
  });
});
