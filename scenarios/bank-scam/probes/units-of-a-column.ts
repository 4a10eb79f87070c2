/**
 * Alarm where one column in another unit drowns all the others.
 *
 * Seconds of a session become microseconds in every row, and the model is fitted anew. Where each column is scaled by its own
 * mean and spread, or goes through a logarithm, or is cut by a tree, the scores hardly move; where one mean and one spread stand
 * for the whole table, nothing but this column is left to see.
 */
export async function probe(contract, rows, tools) {
  const { column, factor, threshold } = tools.params;
  const { train, valid } = await tools.split();
  if (!tools.rows.hasColumn(valid, column)) tools.cannotTell(`load leaves out ${column}`);
  const inOtherUnit = (part) =>
    tools.change.withColumn(part, column, Array.from(tools.rows.column(part, column), (value) => value * factor));
  const scored = async (from, to) => {
    const { model } = await tools.fit(from, to, { tune: false });
    const { values, shape } = await tools.predict(model, to);
    if (shape.length > 1) tools.cannotTell('scores are no probabilities of one class');
    return values;
  };
  const before = await scored(train, valid);
  const after = await scored(inOtherUnit(train), inOtherUnit(valid));
  const alike = correlation(ranks(before), ranks(after));
  if (Number.isNaN(alike)) tools.cannotTell('all scores are equal');
  const message = `scores before and after ${column} times ${factor} have a rank correlation of ${alike.toFixed(2)}`;
  return { verdict: alike < threshold ? 'alarm' : 'silent', value: alike, threshold, message };
}

/** Place of each value among all, from 0. */
function ranks(values) {
  const order = Array.from(values, (_, at) => at).sort((a, b) => values[a] - values[b]);
  const found = Array(values.length);
  order.forEach((at, rank) => {
    found[at] = rank;
  });
  return found;
}

/** Pearson's correlation; NaN where one side is constant. */
function correlation(a, b) {
  const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (x, mx, y, my) => x.reduce((sum, one, at) => sum + (one - mx) * (y[at] - my), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}
