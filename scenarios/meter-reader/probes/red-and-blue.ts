/**
 * Alarm where red and blue are exchanged between training and reading.
 *
 * Pictures of a red square get one digit, pictures of a blue square another, and the same pictures are read again. Grounds are grey
 * of several shades, so that no channel is constant. All rows get the camera whose colours need no mending.
 */
const DIGITS = [1, 7];
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export async function probe(contract, rows, tools) {
  const { height, width, camera, firmware, fit, threshold } = tools.params;
  const { train } = await tools.split();
  for (const name of ['pixels', 'camera', 'firmware'])
    if (!tools.rows.hasColumn(train, name)) tools.cannotTell(`load leaves out ${name}`);
  const at = Array.from({ length: 40 }, (_, i) => i);
  const digits = at.map((i) => DIGITS[i % 2]);
  const columns = {
    camera: at.map(() => camera),
    firmware: at.map(() => firmware),
    pixels: at.map((i) => square(height, width, 30 + 2 * i, i % 2 === 1)),
    [tools.label]: digits,
  };
  const few = Object.entries(columns).reduce(
    (given, [name, values]) => tools.change.withColumn(given, name, values),
    tools.change.repeated(train, at),
  );
  const many = tools.change.repeated(few, Array.from({ length: fit }, (_, i) => i % at.length));
  const { model } = await tools.fit(many, few, { tune: false });
  const { values, shape } = await tools.predict(model, few);
  const sum = (of) => at.reduce((total, i) => total + values[i * shape[1] + of(i)], 0);
  const own = sum((i) => digits[i]);
  const other = sum((i) => DIGITS[1 - (i % 2)]);
  const value = other / (own + other);
  const message = `${Math.round(100 * value)}% of what goes to red and blue goes to the wrong one of them`;
  return { verdict: value > threshold ? 'alarm' : 'silent', value, threshold, message };
}

/** Base64 of the picture: three bytes of a pixel are four signs. */
function square(height, width, grey, blue) {
  const ground = signs(grey, grey, grey);
  const colour = blue ? signs(30, 30, 220) : signs(220, 30, 30);
  const inside = (at, size) => at >= Math.floor(size / 4) && at < size - Math.floor(size / 4);
  return Array.from({ length: height * width }, (_, at) =>
    inside(Math.floor(at / width), height) && inside(at % width, width) ? colour : ground,
  ).join('');
}

function signs(red, green, blue) {
  const bits = (red << 16) | (green << 8) | blue;
  return [18, 12, 6, 0].map((shift) => SIGNS[(bits >> shift) & 63]).join('');
}
