/**
 * Alarm where the report says the same whether dear or cheap digits are misread.
 *
 * Decisions are right but for 50 rows, which are off by up to five: once those whose steps are worth most, once those whose steps are
 * worth least. Scores are the same both times.
 */
export async function probe(contract, rows, tools) {
  const { valid } = await tools.split();
  const bare = tools.rows.without(valid, tools.label);
  if (!tools.rows.hasColumn(bare, 'step_eur')) tools.cannotTell('load leaves out step_eur');
  const labels = tools.rows.column(valid, tools.label, 'split').map(Number);
  const steps = tools.rows.column(bare, 'step_eur', 'split').map(Number);
  const order = [...labels.keys()].sort((a, b) => steps[a] - steps[b]);
  const reported = async (at) => {
    const wrong = new Set(at);
    const decisions = labels.map((label, i) => (wrong.has(i) ? (label < 5 ? label + 5 : label - 5) : label));
    const scores = labels.map((label) => Array.from({ length: 10 }, (_, digit) => (digit === label ? 0.91 : 0.01)));
    const { value, better } = await tools.call('report', tools.change.copied(bare), [...labels], scores, decisions);
    return better === 'lower' ? value : -value;
  };
  const apart = (await reported(order.slice(-50))) - (await reported(order.slice(0, 50)));
  const message = `50 misread dear digits move the report by ${apart.toFixed(4)} against 50 cheap ones`;
  return { verdict: apart <= 0 ? 'alarm' : 'silent', value: apart, threshold: 0, message };
}
