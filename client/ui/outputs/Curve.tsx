/** A live chart, drawn once its part is loaded. */
import { memo, Suspense, useRef, useState } from 'react';
import type { CurveItem } from '../../../protocol/output.ts';
import { figure } from '../../words/format.ts';
import { outputWords } from '../../words/outputs.ts';
import { lazyPart } from '../lazyPart.ts';
import type { CursorPoint } from './CurvePlot.tsx';
import { extremes, spoken } from './curves.ts';

/** uPlot and its styles come with the first chart. */
const CurvePlot = lazyPart(() => import('./CurvePlot.tsx'));

/** Colours of the palette in outputs.css; after them the same ones come again, dashed. */
const COLOURS = 6;

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
    <figure className="curve" aria-label={outputWords.curve(curve.chart)}>
      <figcaption className="curve-head">
        <strong>{curve.chart}</strong>
        <span className="quiet numeric" aria-hidden="true">
          {outputWords.curveX(curve.xLabel, figure(x))}
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
              <span className="curve-name">{name}</span>
              <span className="numeric">{value === null ? outputWords.curveNone : figure(value)}</span>
            </li>
          );
        })}
      </ul>
      <ul className="visually-hidden">
        {spoken(curve).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </figure>
  );
});
