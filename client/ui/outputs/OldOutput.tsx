/** The output of a run so old that it did not come with the page: asked for by a press. */
import { useState } from 'react';
import type { OutputItem } from '../../../protocol/output.ts';
import { asAppError } from '../../api/error.ts';
import { outputWords } from '../../words/outputs.ts';
import { Button } from '../Button.tsx';
import { Note } from '../Status.tsx';
import { Loading } from '../states.tsx';
import { OutputItems } from './OutputItems.tsx';
import type { GoTo } from './Traceback.tsx';

/** Brings the outputs of a run from the server. */
export type FetchOutputs = (runId: string) => Promise<OutputItem[]>;

type Asked =
  | { kind: 'no' }
  | { kind: 'asking' }
  | { kind: 'there'; items: OutputItem[] }
  | { kind: 'failed'; why: string };

export function OldOutput({ runId, goTo, fetchOutputs }: { runId: string; goTo: GoTo; fetchOutputs: FetchOutputs }) {
  const [asked, setAsked] = useState<Asked>({ kind: 'no' });
  const ask = () => {
    setAsked({ kind: 'asking' });
    fetchOutputs(runId).then(
      (items) => setAsked({ kind: 'there', items }),
      (cause: unknown) => setAsked({ kind: 'failed', why: asAppError(cause).message }),
    );
  };
  if (asked.kind === 'there') return <OutputItems items={asked.items} goTo={goTo} />;
  if (asked.kind === 'asking') return <Loading what={outputWords.fetching} />;
  return (
    <div className="stack-tight">
      {asked.kind === 'failed' ? <Note tone="trouble">{outputWords.fetchFailed(asked.why)}</Note> : null}
      <p className="quiet small row">
        {outputWords.omitted}
        <Button look="quiet" onClick={ask}>
          {outputWords.fetch}
        </Button>
      </p>
    </div>
  );
}
