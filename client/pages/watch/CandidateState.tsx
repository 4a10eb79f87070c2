/** How the candidate's page fares, as staff see it. */
import { isolatedText } from '../../../protocol/visible.ts';
import { useStore } from '../../store/store.ts';
import { Status } from '../../ui/Status.tsx';
import { languageWords } from '../../words/language.ts';
import { candidateWords as words } from '../../words/watch.ts';
import type { RoomSource } from './source.ts';

/** Network, interpreter and save state of the candidate's page, so that a page that is stuck and one that is offline look different; and who else is here. */
export function CandidateState({ source }: { source: RoomSource }) {
  const { status, rttMs, online } = useStore(source.view, (view) => view.candidate);
  const present = useStore(source.view, (view) => view.present);
  const candidate = present.find((p) => p.role === 'candidate' && p.sockets > 0);
  const others = present.filter((p) => p.role !== 'candidate' && p.sockets > 0).map((p) => isolatedText(p.name));
  const here = candidate !== undefined || online;
  return (
    <div role="status" aria-label={words.label} className="candidate-state">
      <Status tone={here ? 'ok' : 'attention'}>
        {here ? words.here(isolatedText(candidate?.name ?? '')) : words.away}
        {here && rttMs !== null ? <span className="numeric quiet">{` ${words.latency(rttMs)}`}</span> : null}
      </Status>
      {here && status ? (
        <>
          <Status
            tone={status.kernel === 'busy' ? 'busy' : status.kernel === 'failed' ? 'trouble' : 'idle'}
            title={status.detail}
          >
            {words.kernel[status.kernel](languageWords.name[source.bundle.candidate.language])}
          </Status>
          <Status tone={status.saved ? 'ok' : 'attention'}>
            {status.saved ? words.saved : words.unsaved(Math.round(status.unsavedMs / 1000))}
          </Status>
        </>
      ) : null}
      {others.length > 0 ? <span className="quiet small">{words.watching(others.join(', '))}</span> : null}
    </div>
  );
}
