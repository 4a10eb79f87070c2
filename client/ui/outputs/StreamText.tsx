/** Text output with terminal colours. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef } from 'react';
import { count } from '../../words/format.ts';
import { outputWords } from '../../words/outputs.ts';
import { CopyButton } from '../CopyButton.tsx';
import { Marked } from '../Typed.tsx';
import { type Span, TerminalText } from './terminal.ts';

/** From so many lines or characters on a text scrolls in a separate box, and only its visible lines are in the document. */
const LONG_LINES = 400;
const LONG_CHARS = 60_000;
/** Characters of a line that are shown; what is beyond is counted and can be copied. */
const LINE_CHARS = 10_000;
const LINE_PX = 18;

const lengthOf = (line: readonly Span[]): number => line.reduce((sum, span) => sum + span.text.length, 0);

const Line = memo(function Line({ spans, length }: { spans: readonly Span[]; length: number }) {
  let left = LINE_CHARS;
  const shown: React.ReactNode[] = [];
  for (const [i, span] of spans.entries()) {
    if (left <= 0) break;
    const text = span.text.slice(0, left);
    left -= text.length;
    shown.push(
      <span key={i} className={span.className || undefined}>
        <Marked text={text} />
      </span>,
    );
  }
  return (
    <>
      {shown}
      {length > LINE_CHARS ? (
        <span className="line-rest">{outputWords.lineRest(count(length - LINE_CHARS))}</span>
      ) : null}
    </>
  );
});

function LongText({ lines, className }: { lines: readonly Span[][]; className: string }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
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
          {rows.getVirtualItems().map((row) => {
            const line = lines[row.index] ?? [];
            return (
              <div key={row.key} className="stream-row" style={{ transform: `translateY(${row.start}px)` }}>
                <Line spans={line} length={lengthOf(line)} />
              </div>
            );
          })}
        </div>
      </div>
      <p className="quiet small">{outputWords.moreLines(lines.length)}</p>
    </div>
  );
}

/** The lines of a text that may grow: what was read once is not read again. */
function useLines(text: string, plain: boolean): { lines: Span[][]; plain: boolean } {
  const read = useRef<{ text: string; terminal: TerminalText } | null>(null);
  return useMemo(() => {
    if (plain)
      return { lines: text.split('\n').map((line) => (line === '' ? [] : [{ text: line, className: '' }])), plain };
    const before = read.current;
    const terminal = before && text.startsWith(before.text) ? before.terminal : new TerminalText();
    terminal.push(terminal === before?.terminal ? text.slice(before.text.length) : text);
    read.current = { text, terminal };
    return { lines: terminal.lines.map((line) => [...line]), plain: terminal.plain };
  }, [text, plain]);
}

/** What a program wrote, with terminal colours, as text and never as HTML. `plain`: without colours, where they are too much work. */
export const StreamText = memo(function StreamText({
  text,
  error = false,
  plain = false,
}: {
  text: string;
  error?: boolean;
  plain?: boolean;
}) {
  const read = useLines(text, plain);
  const lines = read.lines.at(-1)?.length === 0 ? read.lines.slice(0, -1) : read.lines;
  const className = error ? 'stream stream-error' : 'stream';
  const cut = lines.some((line) => lengthOf(line) > LINE_CHARS);
  const body =
    lines.length > LONG_LINES || text.length > LONG_CHARS ? (
      <LongText lines={lines} className={className} />
    ) : (
      <pre className={className}>
        {error ? <span className="visually-hidden">{outputWords.stderr}</span> : null}
        {lines.map((spans, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no identity and never move
          <span key={i} className="stream-line">
            <Line spans={spans} length={lengthOf(spans)} />
            {'\n'}
          </span>
        ))}
      </pre>
    );
  if (!read.plain && !cut) return body;
  return (
    <div>
      {body}
      <p className="quiet small row">
        {read.plain ? <span>{outputWords.plain}</span> : null}
        <CopyButton text={text} label={outputWords.copyText} />
      </p>
    </div>
  );
});
