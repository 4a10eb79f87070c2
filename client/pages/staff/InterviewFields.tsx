/** The fields of a new interview, and the draft that they fill. */
import type { ScenarioSummary } from '../../../protocol/api.ts';
import type { LanguageOffer } from '../../../protocol/language.ts';
import { Choice, SelectField, TextField } from '../../ui/Field.tsx';
import { newWords } from '../../words/staff.ts';

/** What is typed so far; `minutes` is checked when it is sent. */
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
export function draftOf(scenario: ScenarioSummary | undefined, title: string): Draft {
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

export function InterviewFields({
  draft,
  scenarios,
  onChange,
  errorOf,
}: {
  draft: Draft;
  scenarios: readonly ScenarioSummary[];
  onChange: (draft: Draft) => void;
  /** What is wrong with a field, or null. */
  errorOf: (field: string) => string | null;
}) {
  const change = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  const scenario = scenarios.find((s) => s.slug === draft.slug);
  const form = scenario?.forms.find((f) => f.id === draft.form);
  return (
    <>
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
          onChange({
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
        hint={form && scenario ? newWords.formHolds(form, scenario.minutes) : newWords.formHint}
        options={(scenario?.forms ?? []).map((f) => ({ value: f.id, label: newWords.formOption(f) }))}
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
    </>
  );
}
