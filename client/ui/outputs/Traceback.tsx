/** An error with links to the candidate's lines. */
import { useState } from 'react';
import type { ErrorItem } from '../../../protocol/output.ts';
import { visibleText } from '../../../protocol/visible.ts';
import { outputWords } from '../../words/outputs.ts';
import { Marked } from '../Typed.tsx';
import { StreamText } from './StreamText.tsx';

/** Opens a file of the candidate at a line; null where there is nothing to open (a memo, an export). */
export type GoTo = ((file: string, line: number) => void) | null;

/** An exception: what and where first, the whole text on demand. Calls in the candidate's files are links to their lines. */
export function Traceback({ error, goTo }: { error: ErrorItem; goTo: GoTo }) {
  const [open, setOpen] = useState(false);
  const candidateFrames = error.frames.filter((frame) => frame.own);
  const library = error.frames.length - candidateFrames.length;
  return (
    <div className="traceback">
      <p className="traceback-head">
        <strong>
          <Marked text={error.name} />
        </strong>
        {error.message ? (
          <>
            {': '}
            <Marked text={error.message} />
          </>
        ) : null}
      </p>
      {candidateFrames.length > 0 ? (
        <ol className="traceback-frames">
          {candidateFrames.map((frame, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: recursion repeats frames, and they never move
            <li key={i}>
              {goTo && frame.line > 0 ? (
                <button
                  type="button"
                  className="link"
                  title={outputWords.goTo(visibleText(frame.file), frame.line)}
                  onClick={() => goTo(frame.file, frame.line)}
                >
                  <Marked text={`${frame.file}:${frame.line}`} />
                </button>
              ) : (
                <bdi>
                  <Marked text={`${frame.file}:${frame.line}`} />
                </bdi>
              )}
              <span className="quiet">
                {' '}
                <bdi>
                  <Marked text={frame.name} />
                </bdi>
              </span>
            </li>
          ))}
        </ol>
      ) : null}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="quiet small">
          {outputWords.traceback}
          {library > 0 ? ` · ${outputWords.libraryFrames(library)}` : ''}
        </summary>
        {open ? <StreamText text={error.text} /> : null}
      </details>
    </div>
  );
}
