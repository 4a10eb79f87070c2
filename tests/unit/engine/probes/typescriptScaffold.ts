/**
 * A small candidate's folder in TypeScript for tests of the probes. The rows' form changes from seed to seed.
 */
import { readFileSync } from 'node:fs';
import type { OfficialConfig } from '../../../../engine/contract/official.ts';
import { generator } from '../../../../engine/typescript/libraries/tensorflow/random.ts';

const program = (name: string): string =>
  readFileSync(new URL(`./programs/typescript/${name}.ts`, import.meta.url), 'utf8');

const DATA = program('data');
const FEATURES = program('features');
const MODEL = program('model');
const NET = program('net');

const names = ['load', 'split', 'prepare', 'fit', 'tune', 'predict', 'decide', 'report'];
const fileOf = (name: string): string =>
  ['load', 'split'].includes(name) ? 'data.ts' : name === 'prepare' ? 'features.ts' : 'model.ts';
export const CONFIG: OfficialConfig = {
  functions: Object.fromEntries(names.map((name) => [name, fileOf(name)])),
  label: 'y',
  id: 'id',
  train: 'train.csv',
  seeds: [1],
};

/** Pairs of texts, old and new. */
export type Changes = readonly (readonly [string, string])[];

const FORMS = ['objects', 'columns', 'frame', 'table'];

/** The files with texts replaced; throws where one is not there. */
export function filesOf(changes: Changes, seed: number, net = false): Record<string, string> {
  let files: Record<string, string> = { 'data.ts': DATA, 'features.ts': FEATURES, 'model.ts': net ? NET : MODEL };
  for (const [old, by] of changes) {
    if (!Object.values(files).some((text) => text.includes(old))) throw new Error(`no file has ${old}`);
    files = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replace(old, () => by)]));
  }
  files['data.ts'] = (files['data.ts'] as string).replace("'objects' as", `'${FORMS[seed % 4]}' as`);
  return files;
}

/** 500 rows by default, about 7 % positives. */
export function tableOf(seed: number, rows = 500): string {
  const draw = generator(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  const lines = Array.from({ length: rows }, (_, i) => {
    const [a, b, c] = [50 + 12 * normal(), -30 * Math.log(1 - draw()), normal()];
    const u = draw();
    const kind = u < 0.4 ? 'cash' : u < 0.7 ? 'card' : u < 0.9 ? 'wire' : 'app';
    const z = -4.2 + 0.06 * (a - 50) + 0.02 * b + 0.7 * c + Number(kind === 'wire') * 1.2;
    const y = Number(draw() < 1 / (1 + Math.exp(-z)));
    const late = draw() < 0.9 ? y * (1 + Math.floor(draw() * 8)) : 0;
    const shop = Math.floor(draw() * (rows / 3));
    return [7000 + i, Math.floor((i * 90) / rows), shop, a.toFixed(3), b.toFixed(3), c.toFixed(4), late, kind, y];
  });
  return `id,day,shop,a,b,c,late,kind,y\n${lines.map((line) => line.join(',')).join('\n')}\n`;
}
