/**
 * Stands in for arquero's `expression/compile.js`, which hands generated code to `Function`: the sandbox's policy forbids that.
 *
 * Arquero checks and rewrites a table expression itself and ends with a text of a small part of JavaScript (no loops, no inner
 * functions). That text is parsed once here and turned into closures, so every verb works as documented, only slower per row.
 */
import { functions } from 'arquero/src/op/index.js';
import { program } from './program.ts';

type Callable = (...args: never[]) => unknown;

/** The five ways in which arquero compiles a text; `params` are the table's parameters, seen as `$`. */
export const compile = {
  escape: (code: string, fn: Callable, params: object): unknown => program(code, { fn, $: params }),
  expr: (code: string, params: object): unknown => program(`(row,data,op)=>${code}`, { fn: functions, $: params }),
  expr2: (code: string, params: object): unknown =>
    program(`(row0,data0,row,data)=>${code}`, { fn: functions, $: params }),
  join: (code: string, params: object): unknown =>
    program(`(row1,data1,row2,data2)=>${code}`, { fn: functions, $: params }),
  param: (code: string, params: object): unknown => program(code, { fn: functions, $: params }),
};
