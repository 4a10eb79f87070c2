/** The dialog that makes an interview; afterwards it shows the links, once. */
import { type FormEvent, useState } from 'react';
import type { Link, ScenarioSummary } from '../../../protocol/api.ts';
import type { Api } from '../../api/client.ts';
import { asAppError } from '../../api/error.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Note } from '../../ui/Status.tsx';
import { common } from '../../words/common.ts';
import { newWords } from '../../words/staff.ts';
import { draftOf, InterviewFields } from './InterviewFields.tsx';
import { LinkRow } from './LinkRow.tsx';

/** The form for a new interview; afterwards the same dialog shows its links, once. */
export function NewInterview({
  api,
  scenarios,
  onClose,
  onCreated,
}: {
  api: Api;
  scenarios: ScenarioSummary[];
  onClose: () => void;
  onCreated: () => Promise<void>;
}) {
  const [draft, setDraft] = useState(() => draftOf(scenarios[0], scenarios[0]?.title ?? ''));
  const [made, setMade] = useState<Link[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ field: string | undefined; message: string } | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const minutes = Number(draft.minutes);
    if (!draft.title.trim()) return setProblem({ field: 'title', message: newWords.titleError });
    if (!Number.isInteger(minutes) || minutes < 5 || minutes > 480)
      return setProblem({ field: 'minutes', message: newWords.minutesError });
    setBusy(true);
    setProblem(null);
    try {
      const { title, slug, language, seed } = draft;
      const answer = await api.createInterview({
        title,
        slug,
        language,
        form: draft.form,
        seed,
        minutes,
        gated: draft.gate === 'start',
      });
      setMade(answer.links);
      await onCreated();
    } catch (cause) {
      const { field, message } = asAppError(cause);
      setProblem({ field, message });
    } finally {
      setBusy(false);
    }
  }

  if (made) return <CreatedLinks title={draft.title} links={made} onClose={onClose} />;
  const errorOf = (field: string) => (problem?.field === field ? problem.message : null);
  return (
    <Dialog
      open
      onClose={onClose}
      title={newWords.title}
      foot={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" form="new-interview" aria-disabled={busy}>
            {busy ? newWords.creating : newWords.create}
          </Button>
        </>
      }
    >
      <form id="new-interview" className="stack" onSubmit={submit} noValidate>
        <InterviewFields draft={draft} scenarios={scenarios} onChange={setDraft} errorOf={errorOf} />
        {problem && !['title', 'minutes', 'seed'].includes(problem.field ?? '') ? (
          <Note tone="trouble" live>
            {problem.message}
          </Note>
        ) : null}
      </form>
    </Dialog>
  );
}

/** The links of an interview that was just made; they are shown this once. */
function CreatedLinks({ title, links, onClose }: { title: string; links: readonly Link[]; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={newWords.made(title)}
      foot={
        <Button look="primary" onClick={onClose}>
          {common.close}
        </Button>
      }
    >
      <Note tone="attention">{newWords.once}</Note>
      <ul className="link-list">
        {links.map((link) => (
          <LinkRow key={link.inviteId} link={link} />
        ))}
      </ul>
    </Dialog>
  );
}
