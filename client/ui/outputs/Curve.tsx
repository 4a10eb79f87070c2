/** A live chart, drawn once its part is loaded. */
import { memo, Suspense, useRef, useState } from 'react';
import type { CurveItem } from '../../../protocol/output.ts';
import { visibleText } from '../../../protocol/visible.ts';
import { count, figure } from '../../words/format.ts';
import { outputWords } from '../../words/outputs.ts';
import { lazyPart } from '../lazyPart.ts';
import { Typed } from '../Typed.tsx';
import type { CursorPoint } from './CurvePlot.tsx';
import { extremes, spoken, tableOf } from './curves.ts';

/** uPlot and its styles come with the first chart. */
const CurvePlot = lazyPart(() => import('./CurvePlot.tsx'));

/** Colours of the palette in outputs.css; after them the same ones come again, dashed. */
const COLOURS = 6;

/** Rows of the table that says what the chart draws. */
const TABLE_ROWS = 100;

/** The chart's values as a table, made once it is opened: what the canvas shows to those who see it. */
function Values({ curve }: { curve: CurveItem }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small">{outputWords.values}</summary>
      {open ? <ValueTable curve={curve} /> : null}
    </details>
  );
}

function ValueTable({ curve }: { curve: CurveItem }) {
  const { rows, all } = tableOf(curve, TABLE_ROWS);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <div className="table-scroll curve-values" role="group" tabIndex={0} aria-label={outputWords.values}>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col" className="num">
                <Typed text={curve.xLabel || outputWords.x} />
              </th>
              {curve.series.map(({ name }) => (
                <th key={name} scope="col" className="num">
                  <Typed text={name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([x = null, ...ys]) => (
              <tr key={x}>
                <th scope="row" className="num">
                  {x === null ? outputWords.curveNone : figure(x)}
                </th>
                {ys.map((y, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: series keep their order
                  <td key={i} className="num">
                    {y === null ? outputWords.curveNone : figure(y)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length < all ? (
        <p className="quiet small">{outputWords.valuesCut(count(rows.length), count(all))}</p>
      ) : null}
    </>
  );
}

/**
 * A chart of live curves, of one height from the first point on. The legend has the last values, or those under the pointer; the canvas
 * is mute, so a text has the same content for readers who do not see it.
 */
export const Curve = memo(function Curve({ curve }: { curve: CurveItem }) {
  const legend = useRef<HTMLUListElement>(null);
  const [cursor, setCursor] = useState<CursorPoint | null>(null);
  const last = curve.series.map(({ points }) => extremes(points).last);
  const x = cursor?.x ?? last.reduce((most, [at]) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  return (
    <figure className="curve" aria-label={outputWords.curve(visibleText(curve.chart))}>
      <figcaption className="curve-head">
        <strong>
          <Typed text={curve.chart} />
        </strong>
        <span className="quiet numeric" aria-hidden="true">
          {outputWords.curveX(visibleText(curve.xLabel), figure(x))}
        </span>
      </figcaption>
      <div className="curve-plot" aria-hidden="true">
        <Suspense fallback={null}>
          <CurvePlot curve={curve} legend={legend} onCursor={setCursor} />
        </Suspense>
      </div>
      <ul className="curve-legend" ref={legend} aria-hidden="true">
        {curve.series.map(({ name }, i) => {
          const value = cursor ? (cursor.ys[i] ?? null) : (last[i]?.[1] ?? null);
          return (
            <li key={name} className={`curve-${i % COLOURS}`} data-dashed={i < COLOURS ? undefined : ''}>
              <span className="curve-mark" />
              <span className="curve-name">
                <Typed text={name} />
              </span>
              <span className="numeric">{value === null ? outputWords.curveNone : figure(value)}</span>
            </li>
          );
        })}
      </ul>
      <ul className="visually-hidden">
        {spoken(curve).map((sentence) => (
          <li key={sentence}>{visibleText(sentence)}</li>
        ))}
      </ul>
      <Values curve={curve} />
    </figure>
  );
});
