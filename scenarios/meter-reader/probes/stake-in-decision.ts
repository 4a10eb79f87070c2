/**
 * Alarm where the same probabilities lead to the same decisions whatever a step is worth.
 *
 * Every row gets 0.9 for one digit and 0.1 for another. Where a step is worth nothing, billing is cheapest; where it is worth
 * 1,000 EUR, one error in ten costs 3 EUR and a person 1.50.
 */
export async function probe(contract, rows, tools) {
  const { valid } = await tools.split();
  const { model } = await tools.fitted();
  const bare = tools.rows.without(valid, tools.label);
  if (!tools.rows.hasColumn(bare, 'step_eur')) tools.cannotTell('load leaves out step_eur');
  const n = tools.rows.count(bare);
  const scores = Array.from({ length: n }, (_, i) =>
    Array.from({ length: 10 }, (_, digit) => (digit === i % 10 ? 0.9 : digit === (i + 5) % 10 ? 0.1 : 0)),
  );
  const decided = async (step) => {
    const given = tools.change.withColumn(bare, 'step_eur', Array(n).fill(step));
    return Array.from(await tools.call('decide', model, given, scores.map((row) => [...row])), Number);
  };
  const [low, high] = [await decided(0.001), await decided(1000)];
  const moved = low.filter((decision, i) => decision !== high[i]).length / n;
  const message = `${Math.round(100 * moved)}% of the decisions depend on what a step is worth`;
  return { verdict: moved === 0 ? 'alarm' : 'silent', value: moved, threshold: 0, message };
}
