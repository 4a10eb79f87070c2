/** Lines of tfjs and danfojs that give a wrong number without a word: what is refused here, and what to look out for. A test runs every line. */
import type { Section } from './section.ts';

export const SILENT: Section = {
  id: 'silent',
  title: 'Numbers that go wrong without a word',
  blocks: [
    {
      text: 'What tfjs and danfojs would compute wrongly in silence is refused here with a sentence that names the place. In the lines, `x` is `tf.tensor1d([NaN, 1, 2])`, `t` the labels [1, 0, 1] and `p` the probabilities [0.9, 0.2, 0.8] as tensors, `i` whole numbers (`int32`) [2147483647, 1], and `df` a danfojs frame with the columns `g` (texts) and `a` (numbers).',
    },
    {
      table: {
        columns: ['Refused here', 'Elsewhere it', 'Instead'],
        rows: [
          [
            '`tf.tensor([[1, 2], [3]])`',
            'is a tensor of shape [2, 2] with three numbers',
            '`tf.tensor([[1, 2], [3, 0]])`',
          ],
          [
            '`tf.tensor1d([1, null])`',
            'is 0; `undefined`, texts and dates are 0 or NaN',
            '`tf.tensor1d([1, null].map((v) => v ?? NaN))`',
          ],
          ['`tf.tensor1d([1, NaN], "int32")`', 'is 0; 3e9 is −1294967296', '`tf.tensor1d([1, NaN])`'],
          ['`x.toInt()`', 'is 0 for NaN', '`tf.where(tf.isNaN(x), 0, x).toInt()`'],
          [
            '`tf.tensor1d([0.4, 0.6], "bool")`',
            'is rounded to false, true',
            '`tf.tensor1d([0.4, 0.6].map((v) => v > 0.5), "bool")`',
          ],
          ['`tf.oneHot([5], 3)`', 'is a row of zeros', '`tf.oneHot([2], 3)`'],
          ['`x.argMax()`', 'is 0', '`tf.where(tf.isNaN(x), -Infinity, x).argMax()`'],
          ['`i.sum()`', 'wraps to −2147483648, as do `add`, `mul`, `dot`, `cumsum`, `prod`', '`i.toFloat().sum()`'],
          ['`i.div(tf.tensor1d([2, 0], "int32"))`', 'is 0 or −2147483648', '`i.toFloat().div([2, 0])`'],
          ['`tf.concat([i, tf.tensor1d([1.5])])`', 'cuts 1.5 to 1', '`tf.concat([i.toFloat(), tf.tensor1d([1.5])])`'],
          ['`x.slice(2, 5)`', 'goes on with what lies in the memory', '`x.slice(2)`'],
          [
            '`tf.metrics.precision(t, p)`',
            'is 0: it counts exact 0 and 1; `recall` too, and the name `"precision"` in `compile`',
            '`tf.metrics.precision(t, p.greater(0.5).toFloat())`',
          ],
          [
            '`tf.metrics.binaryAccuracy(t, p.reshape([3, 1]))`',
            'compares each label with every prediction',
            '`tf.metrics.binaryAccuracy(t, p)`',
          ],
          ['`tf.mean(tf.tensor1d([]))`', 'is what lies in the memory', '`tf.mean(tf.tensor1d([0]))`'],
          ['`df.groupby(["h"])`', 'makes one group of all rows', '`df.groupby(["g"]).col(["a"]).sum()`'],
          [
            '`new dfd.DataFrame({ g: ["u", "u"], a: ["1", "2"] }).groupby(["g"]).col(["a"]).sum()`',
            'is the text 12; `null` counts as 0',
            '`new dfd.DataFrame({ g: ["u", "u"], a: ["1", "2"].map(Number) }).groupby(["g"]).col(["a"]).sum()`',
          ],
          [
            '`new dfd.DataFrame({ g: ["x-y", "x"], h: ["z", "y-z"] }).groupby(["g", "h"])`',
            'makes one group of both rows',
            '`groupBy([{ g: "x-y", h: "z" }, { g: "x", h: "y-z" }], (row) => row.g + " " + row.h)`',
          ],
          [
            '`new dfd.Series(["a", NaN]).str.concat(["b", "c"])`',
            'gives "NaNc"',
            '`new dfd.Series(["a", NaN]).fillNa("?").str.concat(["b", "c"])`',
          ],
        ],
      },
    },
    {
      text: 'These are sometimes what is meant, and so they are not refused:',
    },
    {
      table: {
        columns: ['Line', 'What it gives', 'Perhaps meant'],
        rows: [
          [
            '`tf.tensor1d([1.7, -1.7], "int32")`',
            '1, −1: fractions are cut off',
            '`tf.tensor1d([1.7, -1.7]).round().toInt()`',
          ],
          [
            '`tf.tensor1d([7], "int32").div(tf.tensor1d([2], "int32"))`',
            '3: whole numbers divide to whole numbers',
            '`tf.tensor1d([7], "int32").toFloat().div(2)`',
          ],
          ['`t.sub(p.reshape([3, 1])).shape`', '3, 3: each label less every prediction', '`t.sub(p).shape`'],
          ['`tf.tensor1d([16777217])`', '16777216: a float32 holds 24 bits', '`tf.tensor1d([16777217], "int32")`'],
          ['`x.max()`', 'NaN, as do `sum` and `mean`; `topk` puts NaN first', '`max([NaN, 1, 2])`'],
          ['`tf.moments([1, 2, 3]).variance`', '0.667: divided by n', '`std([1, 2, 3]) ** 2`'],
          ['`tf.isNaN(x).any()`', '1: a NaN in what `fit` is given makes every weight NaN', '`tf.isNaN(t).any()`'],
        ],
      },
    },
  ],
};
