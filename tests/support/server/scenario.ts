/** A tiny scenario for server tests, in both languages: 40 hold-out rows, made in memory, with a canary in every field that staff alone may see. */
import { gzipSync } from 'node:zlib';
import type { CandidateBundle, StaffBundle, WorkFile } from '../../../protocol/bundle.ts';
import type { Language } from '../../../protocol/language.ts';
import { ENDING } from '../../../protocol/language.ts';
import type { ScoreFailure } from '../../../protocol/score.ts';
import type { MarkOutcome } from '../../../server/marking/types.ts';
import { pack, unpack } from '../../../server/scenarios/packed.ts';
import {
  type ScenarioPort,
  UnknownVariantError,
  type VariantInfo,
  type VariantKey,
} from '../../../server/scenarios/port.ts';

export const SLUG = 'tiny';
export const FORM = 'one';
export const FILE = 'model';
export const SOURCE = 'def fit(train):\r\n    return 1\n';
/** The file of the TypeScript scaffold that {@link FILE} is in Python. */
export const FILE_TS = 'model.ts';
export const TRAIN = 'id,amount,scam\n1,10,0\n2,900,1\n';

const metric = {
  name: 'average_precision',
  title: 'Average precision',
  unit: null,
  better: 'higher' as const,
  digits: 3,
  description: 'x',
};

const FILES: Record<Language, WorkFile[]> = {
  python: [
    { id: FILE, name: 'model.py', text: SOURCE, kind: 'contract' },
    { id: 'explore', name: 'explore.py', text: '# %%\n', kind: 'explore' },
  ],
  typescript: [
    { id: FILE_TS, name: 'model.ts', text: 'export const fit = () => 1;\n', kind: 'contract' },
    { id: 'explore.ts', name: 'explore.ts', text: '// %%\n', kind: 'explore' },
  ],
};

const candidate = (language: Language, tries: number, secondsBetweenScores: number): CandidateBundle => ({
  slug: SLUG,
  version: '1-aaaa',
  title: 'A tiny scenario',
  language,
  minutes: 30,
  brief: '# Brief\nFind the scams.',
  dictionary: [
    {
      file: 'train.csv',
      columns: [{ name: 'amount', type: 'number', unit: 'EUR', meaning: 'Amount', known: 'at the transfer' }],
    },
  ],
  constraints: { weights: 100, tries, secondsBetweenScores, runSeconds: 60, officialSeconds: 180, fitSeeds: [1] },
  metric,
  secondary: [],
  cost: null,
  targets: [],
  contract: { functions: { fit: `model${ENDING[language]}` }, label: 'scam', id: 'id', train: 'train.csv' },
  packages: ['numpy'],
  files: FILES[language],
  data: [{ name: 'train.csv', rows: 2, bytes: TRAIN.length, columns: [{ name: 'amount', dtype: 'float64' }] }],
});

/** Every secret field holds this text. */
export function tinyVariant(
  canary: string,
  tries = 3,
  secondsBetweenScores = 0,
  language: Language = 'python',
): VariantInfo {
  const shown = candidate(language, tries, secondsBetweenScores);
  const staff: StaffBundle = {
    candidate: shown,
    form: FORM,
    level: `level ${canary}`,
    seed: 'tiny-seed',
    drawn: 'secrets',
    findings: [
      {
        id: `bug-${canary}`,
        kind: 'bug',
        title: `title ${canary}`,
        planted: true,
        description: `description ${canary}`,
        foundIn: ['code'],
        shows: 'metric',
        files: [`model${ENDING[language]}`],
        questions: [`question ${canary}`],
        strong: [`strong ${canary}`],
        weak: [`weak ${canary}`],
      },
    ],
    rubric: [
      {
        id: 'reading',
        title: `rubric ${canary}`,
        question: `rubric question ${canary}`,
        levels: [`low ${canary}`, `high ${canary}`],
      },
    ],
    guide: [{ id: 'start', title: `guide ${canary}`, body: `guide body ${canary}` }],
    notPlanted: `not planted ${canary}`,
    ledger: {
      probes: [{ id: `probe-${canary}`, kind: 'fresh', title: `probe ${canary}` }],
      own: { [`probe-${canary}`]: `code ${canary}` },
      bugs: [
        {
          id: `bug-${canary}`,
          alarms: [`probe-${canary}`],
          hidden: [],
          leftOut: [],
          regions: [{ file: `model${ENDING[language]}`, buggy: [canary], fixed: [canary], around: [null, null] }],
        },
      ],
    },
  };
  return { version: shown.version, candidate: shown, staff };
}

export interface TinyOptions {
  canary?: string;
  tries?: number;
  secondsBetweenScores?: number;
  /** What an uploaded body is marked as; the default takes its first byte / 100 as the metric. */
  mark?: (body: Uint8Array) => MarkOutcome;
  /** Hears of every question about a variant. */
  asked?: (method: 'variant' | 'material' | 'holdout' | 'mark', key: VariantKey) => void;
}

const overBudget: ScoreFailure = {
  code: 'over-budget',
  stage: 'score',
  message: 'The model has 900 weights.',
  weights: { total: 900, items: [{ path: 'model.w', count: 900 }], rest: 0 },
};

/** A marked score whose public metric is 0.5 and whose private metric is `value`. */
function markedOf(value: number): MarkOutcome {
  const part = (v: number) => ({
    metric: { name: metric.name, value: v, better: metric.better },
    se: 0.01,
    secondary: [],
    delta: null,
    toBest: null,
    toTargets: [],
  });
  return {
    ok: true,
    public: part(0.5),
    private: part(value),
    reported: { name: 'AP', value: 0.9, better: 'higher' },
    reportedFirst: { name: 'AP', value: 0.91, better: 'higher' },
    onValidation: { name: metric.name, value: 0.88, better: 'higher' },
    sameOnHoldout: { name: metric.name, value, better: 'higher' },
    weights: { total: 7, items: [{ path: 'model.w', count: 7 }], rest: 0 },
    facts: [],
    predictions: { fits: [{ seed: 1, scores: new Float64Array([value]), decisions: null }] },
  };
}

/** Over budget where the body starts with 255; broken where it starts with 254. */
function markByte(body: Uint8Array): MarkOutcome {
  if (body[0] === 255) return { ok: false, failure: overBudget };
  if (body[0] === 254) throw new Error('the judge broke');
  return markedOf((body[0] ?? 0) / 100);
}

export function tinyScenarios(options: TinyOptions = {}): ScenarioPort {
  const { canary = 'SECRET', tries = 3, secondsBetweenScores = 0, mark = markByte, asked } = options;
  const info = tinyVariant(canary, tries, secondsBetweenScores);
  const check = (method: Parameters<NonNullable<typeof asked>>[0], key: VariantKey) => {
    const { slug, form } = key;
    asked?.(method, key);
    if (slug !== SLUG || form !== FORM) throw new UnknownVariantError(`there is no ${slug}/${form}`);
  };
  return {
    async list() {
      return [
        {
          slug: SLUG,
          version: info.version,
          title: info.candidate.title,
          summary: 'Hold a transfer or let it go.',
          minutes: 30,
          published: 'demo',
          languages: ['python', 'typescript'],
          forms: [
            {
              id: FORM,
              level: 'junior',
              title: 'One',
              languages: ['python', 'typescript'],
              bugs: [`bug-${canary}`],
            },
          ],
        },
      ];
    },
    async variant(key) {
      check('variant', key);
      return tinyVariant(canary, tries, secondsBetweenScores, key.language);
    },
    async material(key) {
      check('material', key);
      // The key stands for rows and answer key, so that a test hears whose they are.
      const secret = pack(new TextEncoder().encode(JSON.stringify(key)));
      const files = { 'train.csv': pack(new TextEncoder().encode(TRAIN)) };
      return { version: info.version, remakes: [], files, holdout: secret, answerKey: secret };
    },
    async holdout(rows, salt) {
      check('holdout', JSON.parse(new TextDecoder().decode(unpack(rows))));
      return gzipSync(
        `id,amount\n${Array.from({ length: 40 }, (_, i) => `${i + 1},${(i * salt.charCodeAt(0)) % 97}`).join('\n')}\n`,
      );
    },
    async mark(answerKey, input) {
      check('mark', JSON.parse(new TextDecoder().decode(unpack(answerKey))));
      return mark(input.body);
    },
    async close() {},
  };
}
