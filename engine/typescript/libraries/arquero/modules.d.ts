/** Types for inner modules of arquero, which has none for them, as far as they are used here. */
declare module 'arquero/src/op/index.js' {
  export const functions: Readonly<Record<string, (...args: never[]) => unknown>>;
  export function hasAggregate(name: string): boolean;
  export function hasWindow(name: string): boolean;
}
declare module 'arquero/src/expression/parse-expression.js' {
  export function parseExpression(context: object, spec: unknown): object;
}
declare module 'arquero/src/expression/parse-escape.js' {
  export function parseEscape(context: object, spec: { expr: unknown }, params: unknown): object;
}
declare module 'arquero/src/expression/parse.js' {
  export function parse(fields: Map<string, object>, options: object): { ops: object[] };
}
declare module 'arquero/src/expression/codegen.js' {
  export function codegen(node: object): string;
}
declare module 'arquero/src/verbs/reduce/util.js' {
  export function aggregate(table: object, ops: object[]): unknown[][] | undefined;
}
