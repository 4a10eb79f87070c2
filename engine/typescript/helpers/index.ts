/**
 * `import { readRows, sortBy, … } from 'holdout'`: what candidates' code needs beside the libraries. Everything here leaves
 * missing values (null, undefined, NaN, '') out or puts them last, where danfojs computes with them.
 */
export { type Confusion, confusion } from './confusion.ts';
export { type ColumnDescription, corrTable, describe } from './description.ts';
export { readFrame, readRows, readTable, readText } from './files.ts';
export { type GroupMean, groupBy, groupMean, type ValueCount, valueCounts } from './grouping.ts';
export { curve, display } from './output.ts';
export { bytesOf, type PictureShape, showPictures } from './pictures.ts';
export { seeded, shuffled } from './shuffling.ts';
export { type Key, sortBy } from './sorting.ts';
export { corr, max, mean, median, min, quantile, std, sum } from './statistics.ts';
export { isMissing, type Rows, type Values } from './values.ts';
