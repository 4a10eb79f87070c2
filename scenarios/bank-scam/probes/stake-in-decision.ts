/**
 * Alarm where transfers go although a call is plainly worth it.
 *
 * Every score becomes 0.3. A missed scam of 100 EUR or more then costs more on average than a call of 30 EUR, so that a rule
 * per transfer holds nearly all of them, and so does any threshold that was tuned on costs.
 */
export async function probe(contract, rows, tools) {
  const { chance, least } = tools.params;
  const { valid } = await tools.split();
  const { model } = await tools.fitted();
  const { values, shape } = await tools.predict(model, valid);
  if (shape.length > 1 || !values.every((score) => score >= 0 && score <= 1))
    tools.cannotTell('scores are no probabilities of one class');
  const same = Array(values.length).fill(chance);
  const decided = await tools.call('decide', model, tools.rows.without(valid, tools.label), same);
  const share = Array.from(decided, Boolean).filter(Boolean).length / same.length;
  const message = `${Math.round(share * 100)}% of the transfers are held at a chance of ${chance * 100}%`;
  return { verdict: share < least ? 'alarm' : 'silent', value: share, threshold: least, message };
}
