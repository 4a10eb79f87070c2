/** The hold-out's rows as text, stored once: what changes between hand-outs is the order of the lines and their ids. */
import { z } from 'zod';
import { toCsv } from '../../datasets/csv.ts';
import { createRng } from '../../datasets/rng.ts';
import type { Variant } from '../../scenarios/kit/index.ts';

const stored = z.object({
  header: z.string(),
  /** Each row without its id, which is the first cell. */
  rows: z.array(z.string()),
  /** Keeps the type of the id: text stays text. */
  prefix: z.string(),
});

/** The rows in the order of the data. */
export type HoldoutRows = z.infer<typeof stored>;

/** The rows of a variant. @throws Error where the id is not the first column, or a cell holds a line break: such a table has no lines to reorder */
export function holdoutRowsOf({ data, scenario }: Variant): HoldoutRows {
  const { holdout } = data;
  if (holdout.columns[0]?.name !== scenario.spec.data.id) {
    throw new Error(`${scenario.slug}: the id has to be the first column of the hold-out`);
  }
  const [header = '', ...lines] = toCsv(holdout).trimEnd().split('\n');
  if (lines.length !== holdout.rows) throw new Error(`${scenario.slug}: a cell of the hold-out holds a line break`);
  const prefix = holdout.columns[0].kind === 'text' ? 'h' : '';
  return { header, prefix, rows: lines.map((line) => line.slice(line.indexOf(',') + 1)) };
}

/** The rows as they are stored. */
export const holdoutBytes = (rows: HoldoutRows): Uint8Array => new TextEncoder().encode(JSON.stringify(rows));

/** Reads what {@link holdoutBytes} wrote. @throws SyntaxError, ZodError where it is something else */
export const readHoldout = (bytes: Uint8Array): HoldoutRows =>
  stored.parse(JSON.parse(new TextDecoder().decode(bytes)));

/** The order of `rows` hold-out rows under a salt: position in the handed-out file -> row of the data. */
export function holdoutOrder(rows: number, salt: string): Uint32Array {
  const rng = createRng(`hand-out/${salt}`).stream('order');
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  for (let i = rows - 1; i > 0; i--) {
    const j = Math.floor(rng.uniform() * (i + 1));
    const [a, b] = [order[i] as number, order[j] as number];
    order[i] = b;
    order[j] = a;
  }
  return order;
}

/** The rows as CSV in the salt's order, with ids that reveal nothing about those of another hand-out. */
export function handOut({ header, rows, prefix }: HoldoutRows, salt: string): string {
  const order = holdoutOrder(rows.length, salt);
  const text = [header];
  for (let i = 0; i < order.length; i++) text.push(`${prefix}${i + 1},${rows[order[i] as number]}`);
  text.push('');
  return text.join('\n');
}
