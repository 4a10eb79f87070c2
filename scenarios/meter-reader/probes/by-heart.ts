/**
 * Alarm where two simple pictures, seen again and again, are not learned.
 *
 * A lying and a standing bar get one digit each. Both are of a middle grey and look the same when they are mirrored, so that neither
 * colours nor signs nor flips matter: what is not learned here is held back by the training itself, or by what the network can say.
 */
/** Of a lying and of a standing bar. */
const DIGITS = [0, 1];
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export async function probe(contract, rows, tools) {
  const { height, width, camera, firmware, fit, threshold } = tools.params;
  const { train } = await tools.split();
  for (const name of ['pixels', 'camera', 'firmware'])
    if (!tools.rows.hasColumn(train, name)) tools.cannotTell(`load leaves out ${name}`);
  const at = Array.from({ length: 40 }, (_, i) => i);
  const columns = {
    camera: at.map(() => camera),
    firmware: at.map(() => firmware),
    pixels: at.map((i) => drawn(height, width, Math.floor(i / 2), i % 2 === 1)),
    [tools.label]: at.map((i) => DIGITS[i % 2]),
  };
  const few = Object.entries(columns).reduce(
    (given, [name, values]) => tools.change.withColumn(given, name, values),
    tools.change.repeated(train, at),
  );
  const many = tools.change.repeated(few, Array.from({ length: fit }, (_, i) => i % at.length));
  const { model } = await tools.fit(many, few, { tune: false });
  const { values, shape } = await tools.predict(model, few);
  const sum = (list) => list.reduce((total, one) => total + one, 0);
  const shares = at.map((i) => {
    const row = Array.from(values.slice(i * shape[1], (i + 1) * shape[1]));
    return row[DIGITS[i % 2]] / sum(row);
  });
  const value = sum(shares) / shares.length;
  if (Number.isNaN(value)) tools.cannotTell('scores of a picture add up to nothing');
  const message = `bars seen again and again get ${Math.round(100 * value)}% of the scores for their digit`;
  return { verdict: value < threshold ? 'alarm' : 'silent', value, threshold, message };
}

/** Base64 of the picture: three bytes of a pixel are four signs. */
function drawn(height, width, at, standing) {
  const middle = (place, size) => place >= size / 2 - 1 && place < size / 2 + 1;
  const inside = (row, column) =>
    standing
      ? row >= 2 && row < height - 2 && middle(column, width)
      : column >= 1 && column < width - 1 && middle(row, height);
  return Array.from({ length: height * width }, (_, pixel) =>
    grey(inside(Math.floor(pixel / width), pixel % width) ? 110 : 50 + at),
  ).join('');
}

function grey(value) {
  const bits = (value << 16) | (value << 8) | value;
  return [18, 12, 6, 0].map((shift) => SIGNS[(bits >> shift) & 63]).join('');
}
