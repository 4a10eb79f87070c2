/**
 * Photos of meters, one row a digit, in the order in which they were taken. Training rows come from the meters that were read
 * from February to June, the hold-out from those that were read in the three months after it. The camera model Tarn 8 delivers
 * its pictures upside down from firmware 2.4 on, which spreads from March to July; Orla M1 stores blue before red.
 */
import { type Picture, swapChannels, turned } from '../../datasets/camera.ts';
import { bernoulli, categorical, logNormal } from '../../datasets/distributions.ts';
import { pixelsColumn } from '../../datasets/pixels.ts';
import type { Rng } from '../../datasets/rng.ts';
import { createTable, integers, numbers, type Table, texts, withoutColumns } from '../../datasets/table.ts';
import { formatMinute, timeline } from '../../datasets/timeline.ts';
import type { DataMaker } from '../kit/data.ts';
import { type Camera, drawLook, drawShot, type Look, takePhoto } from './photo.ts';

const HOURS = [0, 0, 0, 0, 0, 0, 1, 4, 9, 11, 11, 10, 6, 8, 10, 10, 9, 6, 3, 1, 0, 0, 0, 0];
const WEEKDAYS = [0.1, 1, 1.1, 1.1, 1, 0.9, 0.25];
/** What each digit of the number is worth, from the front. */
const PLACES = [10_000, 1000, 100, 10, 1];
/** Photos of one button press: the meter is photographed again at once. */
const BURST = 0.12;
/** Photos of a meter that was read in the days before and is read again. */
const REVISIT = 0.2;
/** Meters back to which a second visit goes. */
const RECENT = 40;

const CAMERAS: readonly (Camera & { share: number })[] = [
  { name: 'Halden 5', share: 0.53, noise: 7, blur: 0.6, tilt: 0.05, shift: 0.8, balance: [1, 1, 1] },
  { name: 'Pico C', share: 0.26, noise: 13, blur: 1.5, tilt: 0.07, shift: 1.1, balance: [1.05, 1, 0.86] },
  { name: 'Tarn 8', share: 0.1, noise: 9, blur: 0.8, tilt: 0.06, shift: 0.9, balance: [0.97, 1, 1.04] },
  { name: 'Orla M1', share: 0.11, noise: 11, blur: 1, tilt: 0.06, shift: 0.9, balance: [0.94, 1, 1.02] },
];
const pickCamera = categorical(CAMERAS.map(({ share }) => share));
const FIRMWARE = ['3.1.0', '1.9.4', '2.3.1', '5.0.2'];
const TARN = 2;
const ORLA = 3;
/** From this version on Tarn 8 delivers pictures upside down, and the days between which it was installed. */
const TURNED_FROM = '2.4.0';
const ROLL_OUT = [Date.parse('2025-02-17') / 60_000, Date.parse('2025-06-23') / 60_000] as const;

/** Utilities: share, price of a unit in EUR, and the typical reading. */
const UTILITIES = [
  { name: 'electricity', share: 0.46, price: 0.33, reading: 9000, usage: 2900 },
  { name: 'gas', share: 0.26, price: 1.12, reading: 4500, usage: 1200 },
  { name: 'water', share: 0.28, price: 4.6, reading: 380, usage: 95 },
] as const;
const pickUtility = categorical(UTILITIES.map(({ share }) => share));
const REGIONS = ['north', 'harbour', 'old town', 'hills', 'east'] as const;

interface Meter {
  id: number;
  utility: number;
  region: number;
  /** EUR a unit: the tariff of utility and region. */
  price: number;
  before: number;
  reading: number;
  look: Look;
}

/** The whole data set of two sources; see scenarios/kit/data.ts. */
export const generate: DataMaker = (rng, size) => {
  const tariffs = rng.world.stream('tariffs');
  const prices = UTILITIES.map(({ price }) => REGIONS.map(() => price * (0.9 + 0.2 * tariffs.uniform())));
  const train = makePart(rng.world.stream('train'), prices, {
    from: '2025-02-03',
    to: '2025-07-01',
    rows: size.train,
    firstId: 100_001,
    firstMeter: 20_001,
  });
  const later = makePart(rng.holdout.stream('holdout'), prices, {
    from: '2025-07-01',
    to: '2025-10-01',
    rows: size.holdout,
    firstId: 500_001,
    firstMeter: 60_001,
  });
  return {
    train: train.table,
    holdout: withoutColumns(later.table, ['digit']),
    labels: Uint8Array.from(later.labels),
    arrays: { step_eur: later.steps },
    trainArrays: { step_eur: train.steps },
  };
};

interface Part {
  from: string;
  to: string;
  rows: number;
  firstId: number;
  firstMeter: number;
}

function makeMeter(rng: Rng, prices: number[][], id: number): Meter {
  const utility = pickUtility(rng);
  const region = rng.below(REGIONS.length);
  const { reading, usage } = UTILITIES[utility] as (typeof UTILITIES)[number];
  const before = Math.min(97_000, Math.round(logNormal(rng, reading, 0.75)));
  const used = Math.round(logNormal(rng, usage, 0.5));
  return {
    id,
    utility,
    region,
    price: (prices[utility] as number[])[region] as number,
    before,
    reading: Math.min(99_999, before + used),
    look: drawLook(rng),
  };
}

function makePart(
  rng: Rng,
  prices: number[][],
  { from, to, rows, firstId, firstMeter }: Part,
): { table: Table; labels: Int32Array; steps: Float64Array } {
  const photos = Math.ceil(rows / PLACES.length);
  const minutes = timeline(rng.stream('time'), { from, to, rows: photos, hours: HOURS, weekdays: WEEKDAYS });
  const [who, how, grain] = [rng.stream('who'), rng.stream('how'), rng.stream('grain')];
  const meters: Meter[] = [];
  const known: Meter[] = [];
  const column = {
    minute: new Int32Array(rows),
    camera: new Int32Array(rows),
    firmware: new Array<string>(rows),
    place: new Int32Array(rows),
    before: new Int32Array(rows),
    label: new Int32Array(rows),
    step: new Float64Array(rows),
    pixels: new Array<Picture>(rows),
  };
  let again: { meter: Meter; camera: number; version: string; minute: number } | undefined;
  for (let photo = 0; photo < photos; photo++) {
    const burst = bernoulli(who, BURST);
    if (!burst || !again) {
      const minute = minutes[photo] as number;
      let meter = bernoulli(who, REVISIT) ? known[known.length - 1 - who.below(RECENT)] : undefined;
      if (!meter) {
        meter = makeMeter(who, prices, firstMeter + known.length);
        known.push(meter);
      }
      const camera = pickCamera(who);
      const spread = (minute - ROLL_OUT[0]) / (ROLL_OUT[1] - ROLL_OUT[0]);
      const version = camera === TARN && bernoulli(who, spread) ? TURNED_FROM : (FIRMWARE[camera] as string);
      again = { meter, camera, version, minute };
    }
    const { meter, camera: model, version, minute } = again;
    const camera = CAMERAS[model] as Camera;
    const shot = drawShot(how, camera);
    for (const [at, place] of PLACES.entries()) {
      const row = photo * PLACES.length + at;
      if (row >= rows) break;
      const digit = Math.floor(meter.reading / place) % 10;
      const seen = takePhoto(grain, { look: meter.look, shot, camera, digit, roll: rollOf(how, meter, place) });
      const stored =
        model === TARN && version === TURNED_FROM ? turned(seen, 2) : model === ORLA ? swapChannels(seen) : seen;
      meters.push(meter);
      column.minute[row] = minute;
      column.camera[row] = model;
      column.firmware[row] = version;
      column.place[row] = place;
      column.before[row] = Math.floor(meter.before / place) % 10;
      column.label[row] = digit;
      column.step[row] = Math.round(place * meter.price * 100) / 100;
      column.pixels[row] = stored;
    }
  }
  const word = (name: string, of: (meter: Meter) => string) => texts(name, meters.map(of));
  const table = createTable([
    integers(
      'id',
      Int32Array.from({ length: rows }, (_, row) => firstId + row),
    ),
    texts('taken_at', Array.from(column.minute, formatMinute)),
    integers(
      'meter_id',
      Int32Array.from(meters, ({ id }) => id),
    ),
    word('region', ({ region }) => REGIONS[region] as string),
    word('utility', ({ utility }) => (UTILITIES[utility] as { name: string }).name),
    texts(
      'camera',
      Array.from(column.camera, (camera) => (CAMERAS[camera] as Camera).name),
    ),
    texts('firmware', column.firmware),
    integers('place', column.place),
    integers('digit_before', column.before),
    numbers('step_eur', column.step, 2),
    pixelsColumn('pixels', column.pixels),
    integers('digit', column.label),
  ]);
  return { table, labels: column.label, steps: column.step };
}

/** How far the drum of a place has gone on to its next digit: the last one turns with the flow, others as the one behind passes 9. */
function rollOf(rng: Rng, { look, reading }: Meter, place: number): number {
  if (look.display) return 0;
  if (place === 1) return 0.6 * rng.uniform();
  const behind = (reading % place) / place;
  return behind > 0.9 ? (behind - 0.9) * 4 * rng.uniform() : 0;
}
