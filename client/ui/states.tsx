/** What a page shows when there is nothing yet, when something went wrong, and while it loads. */
import { Component, type ReactNode } from 'react';
import { common } from '../words/common.ts';
import { bytes } from '../words/format.ts';
import { Button } from './Button.tsx';
import { PartError } from './lazyPart.ts';
import { Note } from './Status.tsx';

export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

export function ErrorState({
  title,
  children,
  retry,
  retryLabel = common.retry,
}: {
  title: string;
  children: ReactNode;
  retry?: () => void;
  retryLabel?: string;
}) {
  return (
    <main className="sheet">
      <h1>{title}</h1>
      <Note tone="trouble" live>
        {children}
      </Note>
      {retry ? (
        <div>
          <Button look="primary" onClick={retry}>
            {retryLabel}
          </Button>
        </div>
      ) : null}
    </main>
  );
}

interface LoadingProps {
  what: string;
  /** Bytes so far and in all; `total` null where it is not known. */
  done?: number;
  total?: number | null;
}

/** Progress with a number; the word is announced, the figures are not, so that a screen reader is not flooded. */
export function Loading({ what, done, total }: LoadingProps) {
  const known = done !== undefined && total !== undefined && total !== null && total > 0;
  const text = done === undefined ? common.loading : common.loadingBytes(what, done, total ?? null);
  return (
    <div className="stack-tight">
      <span role="status" className="visually-hidden">
        {`${common.loading} ${what}`}
      </span>
      <span className="numeric" aria-hidden="true">
        {done === undefined ? `${text} ${what}` : text}
      </span>
      {known ? (
        <div
          className="progress-track"
          role="progressbar"
          aria-label={what}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
          aria-valuetext={`${bytes(done)} / ${bytes(total)}`}
        >
          <div className="progress-fill" style={{ width: `${Math.min(100, (100 * done) / total)}%` }} />
        </div>
      ) : null}
    </div>
  );
}

/** Catches what a page throws while rendering, so that a broken part never shows a blank window. */
export class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const missing = error instanceof PartError;
    return (
      <ErrorState
        title={missing ? common.moduleTitle : common.crashedTitle}
        retry={() => location.reload()}
        retryLabel={common.reload}
      >
        <p>{missing ? common.moduleText : common.crashedText}</p>
        <p className="quiet small">{error.message}</p>
      </ErrorState>
    );
  }
}
