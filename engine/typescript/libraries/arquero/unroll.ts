/** Stands in for arquero's `util/unroll.js`, which generates a function over two lists and hands it to `Function`. */
import { program } from './program.ts';

/** A function of the named arguments whose code sees the lists as `_` and `$`, and item `i` of them as `_i` and `$i`. */
export function unroll(args: string | string[], code: string, ...lists: unknown[][]): unknown {
  const outer: Record<string, unknown> = {};
  for (const [i, list] of lists.entries()) {
    const prefix = i === 0 ? '_' : '$';
    outer[prefix] = list;
    for (const [j, item] of list.entries()) outer[`${prefix}${j}`] = item;
  }
  return program(`(${String(args)}) => ${code}`, outer);
}
