/** Text output with terminal colours. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { outputWords } from '../../words/outputs.ts';
import { ansiLines, type Span } from './ansi.ts';

/** Lines from which a text scrolls in a separate box and only its visible lines are in the document. */
const LONG = 400;
const LINE_PX = 18;

function Line({ spans }: { spans: readonly Span[] }) {
  return spans.map((span, i) =>
    span.className ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: spans of a line have no identity and never move
      <span key={i} className={span.className}>
        {span.text}
      </span>
    ) : (
      span.text
    ),
  );
}

function LongText({ lines, className }: { lines: readonly Span[][]; className: string }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_PX,
    overscan: 30,
  });
  // Follows what is written until somebody scrolls up.
  useEffect(() => {
    const element = box.current;
    if (element && atEnd.current && lines.length > 0) element.scrollTop = lines.length * LINE_PX;
  }, [lines]);
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div
        ref={box}
        className={`${className} stream-long`}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
        tabIndex={0}
        aria-label={outputWords.streamLabel}
        onScroll={({ currentTarget: b }) => {
          atEnd.current = b.scrollHeight - b.scrollTop - b.clientHeight < 2 * LINE_PX;
        }}
      >
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((row) => (
            <div key={row.key} className="stream-row" style={{ transform: `translateY(${row.start}px)` }}>
              <Line spans={lines[row.index] ?? []} />
            </div>
          ))}
        </div>
      </div>
      <p className="quiet small">{outputWords.moreLines(lines.length)}</p>
    </div>
  );
}

/** What a program wrote, with terminal colours, as text and never as HTML. */
export function StreamText({ text, error = false }: { text: string; error?: boolean }) {
  const lines = useMemo(() => {
    const all = ansiLines(text);
    return all.at(-1)?.length === 0 ? all.slice(0, -1) : all;
  }, [text]);
  const className = error ? 'stream stream-error' : 'stream';
  if (lines.length > LONG) return <LongText lines={lines} className={className} />;
  return (
    <pre className={className}>
      {error ? <span className="visually-hidden">{outputWords.stderr}</span> : null}
      {lines.map((spans, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no identity and never move
        <span key={i} className="stream-line">
          <Line spans={spans} />
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
