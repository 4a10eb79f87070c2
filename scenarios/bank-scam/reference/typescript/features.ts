/** From transfers to the numbers that the network reads. */
import * as tf from '@tensorflow/tfjs';
import { euros } from './costs';
import { placed, type Transfer } from './data';

const CATEGORIES = ['channel', 'device', 'purpose', 'payee_type', 'payee_bank'] as const;

/** What `transform` needs: means and scales of the numeric features, levels of the categories. */
export interface Prep {
  mean: number[];
  scale: number[];
  levels: string[][];
}

/** Numeric features, [rows, features]; heavy tails on a log scale, unknown account age as a flag. */
function numeric(rows: Transfer[]): tf.Tensor2D {
  const values = rows.map((row) => {
    const amount = euros(row);
    const told = row.payee_account_days >= 0;
    const hour = placed(row).getUTCHours();
    return [
      Math.log1p(amount),
      amount / row.balance_before,
      Math.log(amount / row.mean_amount_90d),
      Math.log1p(row.balance_before),
      row.customer_age,
      Number(told),
      Math.log1p(told ? row.payee_account_days : 600),
      Number(row.payee_known_days === 0),
      Math.log1p(row.payee_known_days),
      Math.sqrt(row.payee_inbound_7d),
      row.on_call,
      Math.log(row.session_seconds),
      Math.min(row.limit_changes_30d, 2),
      row.logins_24h,
      Number(hour >= 8 && hour <= 17),
    ];
  });
  return tf.tensor2d(values);
}

/** One column per level; a value outside the levels gets zeros. */
function oneHot(values: string[], levels: string[]): tf.Tensor2D {
  const codes = values.map((value) => levels.indexOf(value));
  return tf.oneHot(tf.tensor1d(codes, 'int32'), levels.length).toFloat() as tf.Tensor2D;
}

/** Learn from the training rows what `transform` needs. */
export function prepare(train: Transfer[], valid: Transfer[]): Prep {
  const [mean, scale] = tf.tidy(() => {
    const { mean, variance } = tf.moments(numeric(train), 0);
    return [mean, variance.sqrt().maximum(1e-6)].map((one) => Array.from(one.dataSync()));
  });
  const levels = CATEGORIES.map((column) => [...new Set(train.map((row) => row[column]))].sort());
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
