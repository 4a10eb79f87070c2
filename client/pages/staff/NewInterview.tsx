import { type FormEvent, useState } from 'react';
import type { Link, ScenarioSummary } from '../../../protocol/api.ts';
import type { LanguageOffer } from '../../../protocol/language.ts';
import type { Api } from '../../api/client.ts';
import { asAppError } from '../../api/error.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Choice, SelectField, TextField } from '../../ui/Field.tsx';
import { Note } from '../../ui/Status.tsx';
import { common } from '../../words/common.ts';
import { newWords } from '../../words/staff.ts';
import { LinkRow } from './LinkRow.tsx';

interface Draft {
  title: string;
  slug: string;
  form: string;
  language: LanguageOffer;
  minutes: string;
  seed: string;
  gate: keyof typeof newWords.gates;
}

type Form = ScenarioSummary['forms'][number];

/** What a form can offer: its languages, and the choice between them first where there are several. */
const offersOf = (form: Form | undefined): readonly LanguageOffer[] =>
  form && form.languages.length > 1 ? ['choice', ...form.languages] : (form?.languages ?? ['python']);

/** A draft with the defaults of the scenario. */
function draftOf(scenario: ScenarioSummary | undefined, title: string): Draft {
  const form = scenario?.forms[0];
  return {
    title,
    slug: scenario?.slug ?? '',
    form: form?.id ?? '',
    language: offersOf(form)[0] ?? 'python',
    minutes: String(scenario?.minutes ?? 60),
    seed: '',
    gate: 'start',
  };
}

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
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const scenario = scenarios.find((s) => s.slug === draft.slug);
  const form = scenario?.forms.find((f) => f.id === draft.form);

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

  if (made) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={newWords.made(draft.title)}
        foot={
          <Button look="primary" onClick={onClose}>
            {common.close}
          </Button>
        }
      >
        <Note tone="attention">{newWords.once}</Note>
        <ul className="link-list">
          {made.map((link) => (
            <LinkRow key={link.inviteId} link={link} />
          ))}
        </ul>
      </Dialog>
    );
  }
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
        <TextField
          label={newWords.name}
          hint={newWords.nameHint}
          error={errorOf('title')}
          value={draft.title}
          onChange={(e) => change({ title: e.target.value })}
        />
        <SelectField
          label={newWords.scenario}
          options={scenarios.map((s) => ({ value: s.slug, label: s.title }))}
          value={draft.slug}
          onChange={(slug) =>
            setDraft({
              ...draftOf(
                scenarios.find((s) => s.slug === slug),
                draft.title,
              ),
              gate: draft.gate,
            })
          }
        />
        <SelectField
          label={newWords.form}
          hint={newWords.formHint}
          options={(scenario?.forms ?? []).map((f) => ({ value: f.id, label: `${f.title} (${f.level})` }))}
          value={draft.form}
          onChange={(id) => {
            const offers = offersOf(scenario?.forms.find((f) => f.id === id));
            const language = offers.includes(draft.language) ? draft.language : (offers[0] ?? 'python');
            change({ form: id, language });
          }}
        />
        {form && form.languages.length > 1 ? (
          <SelectField
            label={newWords.language}
            hint={draft.language === 'choice' ? newWords.choiceHint : undefined}
            options={offersOf(form).map((value) => ({ value, label: newWords.languages[value] }))}
            value={draft.language}
            onChange={(language) => change({ language })}
          />
        ) : null}
        <TextField
          label={newWords.minutes}
          inputMode="numeric"
          error={errorOf('minutes')}
          value={draft.minutes}
          onChange={(e) => change({ minutes: e.target.value })}
        />
        <TextField
          label={newWords.seed}
          hint={newWords.seedHint}
          error={errorOf('seed')}
          value={draft.seed}
          onChange={(e) => change({ seed: e.target.value })}
        />
        <Choice
          label={newWords.gate}
          options={[
            { value: 'start', label: newWords.gates.start },
            { value: 'any', label: newWords.gates.any },
          ]}
          value={draft.gate}
          onChange={(gate) => change({ gate })}
        />
        {problem && !['title', 'minutes', 'seed'].includes(problem.field ?? '') ? (
          <Note tone="trouble" live>
            {problem.message}
          </Note>
        ) : null}
      </form>
    </Dialog>
  );
}
