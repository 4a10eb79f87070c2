/** Where danfojs differs from pandas, line by line; a test runs every line of the table. */
import type { Section } from './section.ts';

export const DANFOJS: Section = {
  id: 'danfojs',
  title: 'danfojs against pandas',
  blocks: [
    {
      text: 'danfojs 1.2 does not treat missing values as pandas does, and some calls are missing. Each line was tried with the version that runs here; `s` is the Series [3, NaN, 1, 4], `df` a frame with that column `a`.',
    },
    {
      table: {
        columns: ['Call', 'danfojs 1.2', 'pandas 2.2', 'Instead'],
        rows: [
          ['`df.sortValues("a")`', 'leaves the rows as they are', 'sorted, NaN last', '`sortBy(rows, "a")`'],
          ['`s.sortValues()`', '1, 4, NaN, 3', '1, 3, 4, NaN', '`sortBy`'],
          [
            '`df.groupby(["g"]).col(["a"]).mean()`, `sum()`',
            'NaN for a group that holds a NaN',
            'leaves NaN out',
            '`groupMean(rows, "g", "a")`, arquero’s `rollup`',
          ],
          ['`….count()` of a group', 'counts NaN as well', 'leaves NaN out', '`groupMean(…)`, its `count`'],
          ['groups by a key that is NaN', 'a group of their own', 'left out', '`groupMean`'],
          [
            '`df.describe()`',
            'mean, std, median and variance are NaN; no quartiles',
            'leaves NaN out',
            '`describe(rows)`',
          ],
          [
            '`StandardScaler`, `MinMaxScaler`',
            'every value NaN if one is',
            'the others are scaled',
            '`mean`, `std`, `min`, `max`',
          ],
          [
            '`valueCounts()` of "2021-01", "2021-02"',
            'throws: Row index must contain unique values',
            'counts',
            '`valueCounts(values)`',
          ],
          ['`s.cumSum()`', '3, NaN, NaN, NaN', '3, NaN, 4, 8', 'a loop'],
          ['`series.dt.month()`', '0 for January', '1 for January', 'add 1'],
          ['`LabelEncoder`', 'codes in order of appearance', 'codes in sorted order', 'a `Map` of your own'],
          ['`getDummies(series)`', 'columns 0_a, 1_b', 'columns a, b', '`{ prefix: … }`'],
          ['`df.iloc({ rows: ["-2:"] })`', 'throws', 'the last two rows', '`df.tail(2)`'],
          ['sorting 100,000 rows', 'seconds', 'milliseconds', '`sortBy`'],
          [
            '`quantile`, `corr`, `pivot`, `rolling`, `shift`, `cut`, `melt`',
            'do not exist',
            'exist',
            '`quantile`, `corr`, arquero’s `pivot`, `fold` and windows',
          ],
        ],
      },
    },
    {
      text: 'Right, as far as we tried: mean, median, std, max and sum of one column (they leave NaN out), `dropNa`, `fillNa`, `merge`, `query`, `getDummies` and `sample` with a seed.',
    },
    {
      text: 'arquero’s `mean`, `median`, `stdev` and `quantile` leave NaN out; its `count` counts rows, `valid` those with a value; `orderby` puts NaN first.',
    },
  ],
};
