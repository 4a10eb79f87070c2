/**
 * Alarm where what is nearly white cannot be told from what is nearly black.
 *
 * White squares on grey get one digit, black squares on the same grey another. Bytes that are read with a sign, and bytes that go round
 * where light is added to them, make one of the other. Lying and standing bars of middle grey, which no such fault touches, get two
 * more digits: where these are not learned either, nothing can be told.
 */
/** Of a white square, a black one, a lying and a standing bar. */
const DIGITS = [3, 4, 0, 1];
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export async function probe(contract, rows, tools) {
  const { height, width, camera, firmware, fit, threshold } = tools.params;
  const { train } = await tools.split();
  for (const name of ['pixels', 'camera', 'firmware'])
    if (!tools.rows.hasColumn(train, name)) tools.cannotTell(`load leaves out ${name}`);
  const at = Array.from({ length: 40 }, (_, i) => i);
  const digits = at.map((i) => DIGITS[i % 4]);
  const columns = {
    camera: at.map(() => camera),
    firmware: at.map(() => firmware),
    pixels: at.map((i) => drawn(height, width, Math.floor(i / 4), i % 4)),
    [tools.label]: digits,
  };
  const few = Object.entries(columns).reduce(
    (given, [name, values]) => tools.change.withColumn(given, name, values),
    tools.change.repeated(train, at),
  );
  const many = tools.change.repeated(few, Array.from({ length: fit }, (_, i) => i % at.length));
  const { model } = await tools.fit(many, few, { tune: false });
  const { values, shape } = await tools.predict(model, few);
  const parts = at.map((i) => {
    const four = DIGITS.map((digit) => values[i * shape[1] + digit]);
    return four.map((score) => score / four.reduce((total, one) => total + one, 0));
  });
  const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const known = mean(at.filter((i) => i % 4 >= 2).map((i) => parts[i][i % 4]));
  const percent = (share) => `${Math.round(100 * share)}%`;
  if (!(known >= 0.6)) tools.cannotTell(`bars seen again and again get ${percent(known)} of the scores: little is learned`);
  const squares = at.filter((i) => i % 4 < 2);
  const value = mean(squares.map((i) => parts[i][i % 4] / (parts[i][0] + parts[i][1])));
  const message = `a square gets ${percent(value)} of what goes to white and to black`;
  return { verdict: value < threshold ? 'alarm' : 'silent', value, threshold, message };
}

/** Base64 of the picture: three bytes of a pixel are four signs. */
function drawn(height, width, at, kind) {
  const [top, left] = [2 + (at % 3), 2 + (Math.floor(at / 3) % 2)];
  const inside = (row, column) =>
    row >= top && row < top + (kind === 2 ? 2 : 8) && column >= left + (kind === 3 ? 4 : 0) && column < left + 6;
  const lit = [251 - at, 4 + at, 110, 110][kind];
  return Array.from({ length: height * width }, (_, pixel) =>
    grey(inside(Math.floor(pixel / width), pixel % width) ? lit : 60 + at),
  ).join('');
}

function grey(value) {
  const bits = (value << 16) | (value << 8) | value;
  return [18, 12, 6, 0].map((shift) => SIGNS[(bits >> shift) & 63]).join('');
}
