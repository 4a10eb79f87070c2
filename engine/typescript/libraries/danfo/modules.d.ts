/** Names that bundleOptions.ts resolves, and a package whose types are not found by its exports. */
declare module 'danfojs/base' {
  const base: typeof import('danfojs');
  export = base;
}
declare module 'danfojs/given/@tensorflow/tfjs' {
  const empty: object;
  export default empty;
}
declare module 'danfojs/given/mathjs' {
  const empty: object;
  export default empty;
}
declare module 'danfojs/given/plotly.js-dist-min' {
  const empty: object;
  export default empty;
}
declare module 'mathjs/number' {
  type Statistic = (values: number[]) => number;
  export const mean: Statistic;
  export const median: Statistic;
  export const mode: (values: number[]) => number[];
  export const std: Statistic;
  export const variance: Statistic;
}
