/** The outputs of a run, each by its kind. */
import { memo, useMemo } from 'react';
import type { CurveItem, ImageItem, OutputItem, StreamItem } from '../../../protocol/output.ts';
import { count } from '../../words/format.ts';
import { outputWords } from '../../words/outputs.ts';
import { Note } from '../Status.tsx';
import { Curve } from './Curve.tsx';
import { merged } from './curves.ts';
import { DataTable } from './DataTable.tsx';
import { StreamText } from './StreamText.tsx';
import { type GoTo, Traceback } from './Traceback.tsx';
import { WeightTable } from './Weights.tsx';
import './outputs.css';

/**
 * Items as shown: text of one stream that came in pieces is one piece again, and the items of a chart are one chart, which is where
 * its first points came.
 */
export function joined(items: readonly OutputItem[]): OutputItem[] {
  const result: OutputItem[] = [];
  const charts = new Map<string, { at: number; first: CurveItem; more: CurveItem[] }>();
  let run: StreamItem[] = [];
  const close = () => {
    const first = run[0];
    if (first) result.push({ ...first, text: run.map((item) => item.text).join('') });
    run = [];
  };
  for (const item of items) {
    if (item.type === 'stream' && (run.length === 0 || run[0]?.name === item.name)) {
      run.push(item);
      continue;
    }
    const chart = item.type === 'curve' ? charts.get(item.chart) : undefined;
    if (item.type === 'curve' && chart) {
      chart.more.push(item);
      continue;
    }
    close();
    if (item.type === 'curve') charts.set(item.chart, { at: result.length, first: item, more: [] });
    if (item.type === 'stream') run.push(item);
    else result.push(item);
  }
  close();
  for (const { at, first, more } of charts.values()) if (more.length > 0) result[at] = merged(first, more);
  return result;
}

function Picture({ image }: { image: ImageItem }) {
  return (
    <figure className="picture">
      <img
        src={`data:${image.mime};base64,${image.data}`}
        width={image.width}
        height={image.height}
        alt={image.alt || outputWords.image}
      />
    </figure>
  );
}

const NOTICE_TONE = { truncated: 'attention', stopped: 'attention', info: 'info', restarted: 'info' } as const;

function Item({ item, goTo }: { item: OutputItem; goTo: GoTo }) {
  switch (item.type) {
    case 'stream':
      return <StreamText text={item.text} error={item.name === 'stderr'} />;
    case 'value':
      return <StreamText text={item.text} />;
    case 'table':
      return <DataTable table={item} />;
    case 'image':
      return <Picture image={item} />;
    case 'curve':
      return <Curve curve={item} />;
    case 'error':
      return <Traceback error={item} goTo={goTo} />;
    case 'notice':
      return <Note tone={NOTICE_TONE[item.kind]}>{item.text}</Note>;
    case 'weights':
      return (
        <details className="weights-output">
          <summary className="small">{outputWords.weights(count(item.weights.total))}</summary>
          <WeightTable weights={item.weights} />
          {item.notes.map((note) => (
            <p key={note} className="small">
              {note}
            </p>
          ))}
        </details>
      );
  }
}

/** The outputs of one run, in order. Nothing in them is trusted: text becomes text nodes, pictures go through `<img>`. */
export const OutputItems = memo(function OutputItems({ items, goTo }: { items: readonly OutputItem[]; goTo: GoTo }) {
  const shown = useMemo(() => joined(items), [items]);
  return shown.map((item, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: outputs are appended only
    <Item key={i} item={item} goTo={goTo} />
  ));
});
