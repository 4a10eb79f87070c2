/** Predicting on Python's official path, where it differs from other languages. */

import { describe, expect, it } from 'vitest';
import { pythonCounter } from '../../../../engine/crossing/python/weigh.ts';
import { change, openPython, predictRefusal, refusal, run, SCORES } from './refusals.ts';
import type { Official, PredictAnswer, TrainAnswer, Validation } from './scaffold.ts';

openPython();

describe('predict', () => {
  it('[HN8] scores come back in the order of the file, whatever the batches and the order of load', () => {
    const { plain, shuffled, other, direct } = run<
      Record<'plain' | 'shuffled' | 'other', PredictAnswer> & { direct: number[] }
    >(`
from sklearn.linear_model import LogisticRegression
first = train({})
payload = first["fits"][0]["payload"]
plain = predict(payload)
other = predict(payload, parts=2, seed=9)
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
    const { first, valid, second } = run<{ first: TrainAnswer; valid: Validation; second: PredictAnswer }>(`
first = train({})
valid = o.validation(config(), first["fits"][0]["validIds"])
import io
table = pd.read_csv(io.BytesIO(valid["rows"]))
second = predict(first["fits"][0]["payload"], table)
result = {"first": first, "valid": valid, "second": second}`);
    const text = new TextDecoder().decode(valid.rows);
    expect(text.split('\n')[0]).toBe('id,a,b,c');
    expect(valid.ids.length).toBe(200);
    const right = valid.labels.filter((label, i) => label === second.decisions?.[i]).length;
    expect(first.fits[0]?.reported).toEqual({ name: 'accuracy', value: right / 200, better: 'higher' });
  });

  it('[HN12] a live model is packed as it would cross, and left as it is', () => {
    const found = run<{ payload: Uint8Array; kept: boolean }>(`
from sklearn.neural_network import MLPClassifier
model = MLPClassifier((4,), max_iter=5).fit(TABLE[list("abc")], TABLE["y"])
result = {"payload": o.packed(model), "kept": hasattr(model, "_optimizer")}`);
    const count = pythonCounter({}, { entries: [], explore: [], scaffold: {} });
    expect(count(found.payload).weights.total).toBe(21);
    expect(found.kept).toBe(true);
  });
});
