/** A small scenario folder on disk, valid at first, with files replaced to break it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const finding = (id: string, found: string) => `
    title: Something
    description: It is wrong.
    found: [${found}]
    shows: metric
    questions: [What about ${id}?]
    strong: [Sees it.]
    weak: [Does not.]
    sources: [A book.]`;

export const VALID: Record<string, string> = {
  'scenario.yaml': `title: Small
version: 3
story:
  decision: Do it or not.
  affected: Somebody.
  errors: [One., Two.]
minutes: 45
languages: [python]
data:
  train: train.csv
  id: id
  label: y
  time: null
  rows: {train: 20, holdout: 10}
  positives: [0.1, 0.9]
metric: {name: expected_cost, title: Cost, unit: EUR, better: lower, digits: 1, description: Mean cost.}
cost: {call: 2, missedCap: 10, column: amount, array: eur}
constraints: {weights: 100}
contract:
  functions: {load: data, split: data, prepare: model, fit: model, predict: model, report: model}
files: [data, model]
bugs:
  - id: first-bug${finding('first', 'code, data')}
    neverWith: [other-bug]
  - id: other-bug${finding('other', 'code')}
quirks:
  - id: odd-unit
    column: amount${finding('unit', 'data')}
forms:
  - {id: easy, level: junior, languages: [python], bugs: [first-bug]}
  - {id: hard, level: senior, languages: [python], bugs: [other-bug]}
rubric:
  - {id: a, title: A, question: A?, anchors: [no, yes], expected: {junior: 0, senior: 1, staff: 1}}
  - {id: b, title: B, question: B?, anchors: [no, yes], expected: {junior: 0, senior: 1, staff: 1}}
  - {id: c, title: C, question: C?, anchors: [no, yes], expected: {junior: 0, senior: 1, staff: 1}}
staleAfter: 2030-01-01
`,
  'dictionary.yaml': `files:
  - file: train.csv
    columns:
      - {name: id, type: integer, meaning: Number., known: at once}
`,
  'brief.md': '# Small\n\nDecide.\n',
  'guide.md':
    '# Guide\n\n## Start\n\nHello.\n\n## Middle\n\nGo on.\n\n## End\n\nBye.\n\n## Right, but not planted\n\nThis.\n',
  'data.ts': `export const generate = () => ({
  train: { rows: 2, columns: [{ kind: 'integer', name: 'id', values: Int32Array.of(1, 2) }, { kind: 'integer', name: 'y', values: Int32Array.of(1, 0) }] },
  holdout: { rows: 2, columns: [] },
  labels: Uint8Array.of(1, 0),
  arrays: { eur: Float64Array.of(80, 50) },
  trainArrays: { eur: Float64Array.of(8, 50) },
});
`,
  'python/data.py': `def load(path):
    return []


def split(rows, seed):
    # @bug first-bug
    rows = rows + rows
    # @fix
    # @end
    return rows, rows
`,
  'python/model.py': `def prepare(train, valid):
    return None


def fit(train, prep, seed):
    return None


def predict(model, rows):
    # @bug other-bug
    return 1
    # @fix
    return 2
    # @end


def report(rows, labels, scores, decisions):
    return None
`,
  'reference/python/model.py': 'solved = True\n',
};

/** Writes the folder `small` with some files replaced (null: left out) and gives its path and how to remove it. */
export function writeFolder(changed: Record<string, string | null> = {}): {
  root: string;
  folder: string;
  remove: () => void;
} {
  const root = mkdtempSync(path.join(tmpdir(), 'scenario-'));
  const folder = path.join(root, 'small');
  for (const [name, text] of Object.entries({ ...VALID, ...changed })) {
    if (text === null) continue;
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return { root, folder, remove: () => rmSync(root, { recursive: true, force: true }) };
}
