/**
 * Alarm where a picture and its mirror image cannot be told apart although they have different labels.
 *
 * Light hooks, a bar on top and one down the right side, get one digit, and their mirror images another. An augmentation that mirrors
 * pictures shows each of them with both labels. Lying and standing bars, which stay what they are, get two more digits: where these
 * are not learned either, nothing can be told. All are grey, so that no order of colours matters, and move about a little.
 */
/** Of a hook, its mirror image, a lying and a standing bar. */
const DIGITS = [2, 5, 0, 1];
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
  const hooks = at.filter((i) => i % 4 < 2);
  const value = mean(hooks.map((i) => parts[i][i % 4] / (parts[i][0] + parts[i][1])));
  const message = `a picture gets ${percent(value)} of what goes to its own label and to that of its mirror image`;
  return { verdict: value < threshold ? 'alarm' : 'silent', value, threshold, message };
}

/** Base64 of the picture: three bytes of a pixel are four signs. */
function drawn(height, width, at, kind) {
  const [top, left] = [2 + (at % 3), 2 + (Math.floor(at / 3) % 2)];
  const inside = (row, column) =>
    (kind !== 3 && row >= top && row < top + 2 && column >= left && column < left + 6) ||
    (kind !== 2 && row >= top && row < top + 8 && column >= left + 4 && column < left + 6);
  return Array.from({ length: height * width }, (_, pixel) => {
    const column = pixel % width;
    const lit = inside(Math.floor(pixel / width), kind === 1 ? width - 1 - column : column);
    return grey(lit ? 200 + at : 25 + at);
  }).join('');
}

function grey(value) {
  const bits = (value << 16) | (value << 8) | value;
  return [18, 12, 6, 0].map((shift) => SIGNS[(bits >> shift) & 63]).join('');
}
