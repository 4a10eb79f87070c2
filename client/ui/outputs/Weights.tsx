/** Weights against their budget, and by attribute. */
import type { WeightInventory } from '../../../protocol/score.ts';
import { isOlderRule } from '../../../protocol/weightRule.ts';
import { count } from '../../words/format.ts';
import { runWords } from '../../words/runs.ts';
import { Typed } from '../Typed.tsx';

/** The count against the budget as a bar with its figures in words. */
export function WeightMeter({ counted, budget, label }: { counted: WeightInventory; budget: number; label: string }) {
  const { total } = counted;
  const over = total > budget;
  const notes = [...(over ? [runWords.over] : []), ...(isOlderRule(counted) ? [runWords.olderRule] : [])];
  const text = [runWords.weights(count(total), count(budget)), ...notes].join(', ');
  return (
    <div className="stack-tight">
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn like the rest */}
      <div
        className="progress-track"
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={budget}
        aria-valuenow={Math.min(total, budget)}
        aria-valuetext={text}
      >
        <div
          className={over ? 'progress-fill over' : 'progress-fill'}
          style={{ width: `${Math.min(100, (100 * total) / budget)}%` }}
        />
      </div>
      <span className={over ? 'numeric small tone-trouble' : 'numeric small'}>{text}</span>
    </div>
  );
}

/** Attributes that are listed one by one. */
const ROWS = 10;

/** Which attribute holds how many: the largest, then how much the others hold together. */
export function WeightTable({ weights }: { weights: WeightInventory }) {
  const others = weights.items.slice(ROWS);
  const inOthers = others.reduce((sum, item) => sum + item.count, 0);
  return (
    <table className="weight-table">
      <thead>
        <tr>
          <th scope="col">{runWords.attribute}</th>
          <th scope="col" className="num">
            {runWords.weightCount}
          </th>
        </tr>
      </thead>
      <tbody>
        {weights.items.slice(0, ROWS).map((item) => (
          <tr key={item.path}>
            <th scope="row">
              <Typed text={item.path} />
            </th>
            <td className="num">{count(item.count)}</td>
          </tr>
        ))}
        {others.length > 0 ? (
          <tr>
            <th scope="row">{runWords.moreAttributes(others.length)}</th>
            <td className="num">{count(inOthers)}</td>
          </tr>
        ) : null}
        {weights.rest > 0 ? (
          <tr>
            <th scope="row">{runWords.rest}</th>
            <td className="num">{count(weights.rest)}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}
