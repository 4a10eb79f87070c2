/**
 * How many draws a bootstrap makes, in one place for everybody who compares two scores.
 *
 * The standard deviation estimated from R draws is itself off by a share of about 1 / sqrt(2 R) of its value (Efron and
 * Tibshirani, 1993, section 6.4, for nearly normal replicates): 5 % with 200 draws, 4 % with 300.
 */
export const REPLICATES = {
  /**
   * The server, for each score of an interview: people wait for it, and 5 % of a standard deviation changes no
   * decision.
   */
  interview: 200,
  /**
   * The scenario kit, for each measured effect of a quirk: nobody waits, and what it finds is written into
   * `expected.json`.
   */
  measurement: 300,
} as const;
