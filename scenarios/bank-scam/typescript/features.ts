/** From transfers to the numbers that the network reads. */
import * as tf from '@tensorflow/tfjs';
import { placed, type Transfer } from './data';

const MONEY = ['amount', 'balance_before', 'mean_amount_90d'] as const;
const NUMERIC = [
  'customer_age',
  'tenure_months',
  'transfers_30d',
  'payee_account_days',
  'payee_known_days',
  'payee_inbound_7d',
  'on_call',
  'session_seconds',
  'logins_24h',
  'limit_changes_30d',
  // @bug late-column
  'service_minutes',
  // @fix
  // @end
] as const;
const CATEGORIES = ['channel', 'device', 'purpose', 'payee_type', 'payee_bank'] as const;

/** What `transform` needs: means and scales of the numeric features, levels of the categories. */
export interface Prep {
  mean: number[];
  scale: number[];
  levels: string[][];
}

/** Numeric features, [rows, features]; money on a log scale. */
function numeric(rows: Transfer[]): tf.Tensor2D {
  const values = rows.map((row) => [
    ...MONEY.map((column) => Math.log1p(row[column])),
    ...NUMERIC.map((column) => row[column]),
    placed(row).getUTCHours(),
    (placed(row).getUTCDay() + 6) % 7,
  ]);
  return tf.tensor2d(values);
}

/** One column per level. */
function oneHot(values: string[], levels: string[]): tf.Tensor2D {
  // @bug category-codes
  const seen = [...new Set(values)];
  const codes = values.map((value) => seen.indexOf(value));
  // @fix
  const codes = values.map((value) => levels.indexOf(value));
  // @end
  return tf.oneHot(tf.tensor1d(codes, 'int32'), levels.length).toFloat() as tf.Tensor2D;
}

/** Learn from the training rows what `transform` needs. */
export function prepare(train: Transfer[], valid: Transfer[]): Prep {
  const [mean, scale] = tf.tidy(() => {
    // @bug moments-over-all
    const { mean, variance } = tf.moments(numeric(train));
    // @fix
    const { mean, variance } = tf.moments(numeric(train), 0);
    // @end
    return [mean, variance.sqrt().maximum(1e-6)].map((one) => Array.from(one.dataSync()));
  });
  const levels = CATEGORIES.map((column) => [...new Set(train.map((row) => row[column]))]);
  return { mean, scale, levels };
}

/** Feature matrix of any rows, [rows, features]. */
export function transform(prep: Prep, rows: Transfer[]): tf.Tensor2D {
  return tf.tidy(() => {
    const numbers = numeric(rows).sub(prep.mean).div<tf.Tensor2D>(prep.scale);
    const categories = CATEGORIES.map((column, at) => oneHot(rows.map((row) => row[column]), prep.levels[at]));
    return tf.concat([numbers, ...categories], 1);
  });
}
