/** Weights against their budget, and by attribute. */
import type { WeightInventory } from '../../../protocol/score.ts';
import { count } from '../../words/format.ts';
import { runWords } from '../../words/runs.ts';
import { Typed } from '../Typed.tsx';

/** The count against the budget as a bar with its figures in words. */
export function WeightMeter({ weights, budget, label }: { weights: number; budget: number; label: string }) {
  const over = weights > budget;
  const text = `${runWords.weights(count(weights), count(budget))}${over ? `, ${runWords.over}` : ''}`;
  return (
    <div className="stack-tight">
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn like the rest */}
      <div
        className="progress-track"
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={budget}
        aria-valuenow={Math.min(weights, budget)}
        aria-valuetext={text}
      >
        <div
          className={over ? 'progress-fill over' : 'progress-fill'}
          style={{ width: `${Math.min(100, (100 * weights) / budget)}%` }}
        />
      </div>
      <span className={over ? 'numeric small tone-trouble' : 'numeric small'}>{text}</span>
    </div>
  );
}

/** Which attribute holds how many. */
export function WeightTable({ weights }: { weights: WeightInventory }) {
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
        {weights.items.map((item) => (
          <tr key={item.path}>
            <th scope="row">
              <Typed text={item.path} />
            </th>
            <td className="num">{count(item.count)}</td>
          </tr>
        ))}
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
