/** The outputs of a run, each by its kind. */
import { memo, useMemo, useState } from 'react';
import type { ImageItem, OutputItem, TableItem } from '../../../protocol/output.ts';
import { visibleText } from '../../../protocol/visible.ts';
import { count } from '../../words/format.ts';
import { outputWords } from '../../words/outputs.ts';
import { Button } from '../Button.tsx';
import { Note } from '../Status.tsx';
import { Typed } from '../Typed.tsx';
import { useTurn } from './budget.ts';
import { Curve } from './Curve.tsx';
import { captionOf, DataTable } from './DataTable.tsx';
import { Larger } from './Larger.tsx';
import { pictureFault } from './picture.ts';
import { planned } from './plan.ts';
import { StreamText } from './StreamText.tsx';
import { type GoTo, Traceback } from './Traceback.tsx';
import { WeightTable } from './Weights.tsx';
import './outputs.css';

function Picture({ image }: { image: ImageItem }) {
  const fault = useMemo(() => pictureFault(image), [image]);
  const alt = visibleText(image.alt) || outputWords.image;
  if (fault) {
    return (
      <Note tone="attention">
        {outputWords.notDrawn[fault]} <Typed text={alt} />
      </Note>
    );
  }
  return (
    <Larger what={outputWords.picture}>
      <figure className="picture">
        <img
          src={`data:${image.mime};base64,${image.data}`}
          width={image.width}
          height={image.height}
          alt={alt}
          decoding="async"
        />
      </figure>
    </Larger>
  );
}

/** A table; where the run has used up its share of work already, only its size until somebody asks for it. */
function Table({ table, plain }: { table: TableItem; plain: boolean }) {
  const [asked, setAsked] = useState(false);
  const caption = captionOf(table);
  if (plain && !asked) {
    return (
      <p className="quiet small row">
        {caption}
        <Button look="quiet" onClick={() => setAsked(true)}>
          {outputWords.showTable}
        </Button>
      </p>
    );
  }
  return (
    <Larger what={caption}>
      <DataTable table={table} />
    </Larger>
  );
}

const NOTICE_TONE = { truncated: 'attention', stopped: 'attention', info: 'info', restarted: 'info' } as const;

const Item = memo(
  function Item({ item, plain, goTo }: { item: OutputItem; plain: boolean; goTo: GoTo }) {
    switch (item.type) {
      case 'stream':
        return <StreamText text={item.text} error={item.name === 'stderr'} plain={plain} />;
      case 'value':
        return <StreamText text={item.text} plain={plain} />;
      case 'table':
        return <Table table={item} plain={plain} />;
      case 'image':
        return <Picture image={item} />;
      case 'curve':
        return (
          <Larger what={outputWords.curve(visibleText(item.chart))}>
            <Curve curve={item} />
          </Larger>
        );
      case 'error':
        return <Traceback error={item} goTo={goTo} />;
      case 'notice':
        return (
          <Note tone={NOTICE_TONE[item.kind]}>
            <Typed text={item.text} block />
          </Note>
        );
      case 'weights':
        return <Weights item={item} />;
    }
  },
  // Text that came in pieces is a new item with each piece, and the same text.
  (before, after) => before.goTo === after.goTo && before.plain === after.plain && sameItem(before.item, after.item),
);

const sameItem = (a: OutputItem, b: OutputItem): boolean =>
  a === b || (a.type === 'stream' && b.type === 'stream' && a.name === b.name && a.text === b.text);

function Weights({ item }: { item: Extract<OutputItem, { type: 'weights' }> }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="weights-output" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small">{outputWords.weights(count(item.weights.total))}</summary>
      {open ? (
        <>
          <WeightTable weights={item.weights} />
          {item.notes.map((note) => (
            <p key={note} className="small">
              <Typed text={note} block />
            </p>
          ))}
        </>
      ) : null}
    </details>
  );
}

/**
 * The outputs of one run, in order. Nothing in them is trusted: text becomes text nodes, pictures go through `<img>`, and a run takes no more
 * than its share of the page's work, when it is its turn.
 */
export const OutputItems = memo(function OutputItems({ items, goTo }: { items: readonly OutputItem[]; goTo: GoTo }) {
  const shown = useMemo(() => planned(items), [items]);
  const turn = useTurn(shown.reduce((sum, { elements }) => sum + elements, 0));
  if (!turn) return <p className="quiet small">{outputWords.turn}</p>;
  return shown.map(({ item, plain }, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: outputs are appended only
    <Item key={i} item={item} plain={plain} goTo={goTo} />
  ));
});
