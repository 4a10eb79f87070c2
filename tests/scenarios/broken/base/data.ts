/** Parcels of an island: late where it is far and heavy, or near and light. */
interface Rng {
  uniform(): number;
  stream(name: string): Rng;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export function generate(rng: { world: Rng; holdout: Rng }, size: { train: number; holdout: number }) {
  const make = (source: Rng, name: string, rows: number, firstId: number, firstDay: number) => {
    const [draw, gap] = [source.stream(name), source.stream(`${name}/gaps`)];
    const parcels = Array.from({ length: rows }, (_, row) => {
      const distance = Math.round(draw.uniform() * 200) / 10;
      const weight = Math.round((1 + draw.uniform() * 19) * 10) / 10;
      const refund = Math.round((1 + draw.uniform() * 39) * 100) / 100;
      const late = draw.uniform() < sigmoid(-1 + 0.05 * (distance - 10) * (weight - 10) + 0.1 * (distance - 10)) ? 1 : 0;
      const calls = Math.floor(draw.uniform() * 2) + late * (1 + Math.floor(draw.uniform() * 2));
      const weighed = gap.uniform() > 0.1;
      return { id: firstId + row, day: firstDay + Math.floor((row * 90) / rows), distance, weight: weighed ? weight : -1, refund, calls, late };
    });
    return parcels;
  };
  const train = make(rng.world, 'train', size.train, 1, 0);
  const holdout = make(rng.holdout, 'holdout', size.holdout, 100_000, 90);
  const integers = (name: string, values: number[]) => ({ kind: 'integer', name, values: Int32Array.from(values) });
  const numbers = (name: string, values: number[], decimals: number) => ({ kind: 'number', name, values: Float64Array.from(values), decimals });
  const columns = (parcels: typeof train, calls: number[]) => [
    integers('id', parcels.map((one) => one.id)),
    integers('day', parcels.map((one) => one.day)),
    numbers('distance', parcels.map((one) => one.distance), 1),
    numbers('weight', parcels.map((one) => one.weight), 1),
    numbers('refund', parcels.map((one) => one.refund), 2),
    integers('calls', calls),
  ];
  return {
    train: { rows: train.length, columns: [...columns(train, train.map((one) => one.calls)), integers('late', train.map((one) => one.late))] },
    holdout: { rows: holdout.length, columns: columns(holdout, holdout.map(() => 0)) },
    labels: Uint8Array.from(holdout, (one) => one.late),
    arrays: { refund_eur: Float64Array.from(holdout, (one) => one.refund) },
    trainArrays: { refund_eur: Float64Array.from(train, (one) => one.refund) },
  };
}
