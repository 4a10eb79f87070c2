/** danfojs itself, evaluated after what it requires is there. Everything of ours that imports `danfojs` gets this. */
import './given.ts';
import * as base from 'danfojs/base';

export const {
  Config,
  DataFrame,
  Dt,
  LabelEncoder,
  MinMaxScaler,
  NDframe,
  OneHotEncoder,
  Series,
  StandardScaler,
  Str,
  Utils,
  __version,
  concat,
  dateRange,
  getDummies,
  merge,
  tensorflow,
  toDateTime,
} = base;
