/** What is asked before a score: the hypothesis, the direction of the metric, and by how much. */
import type { FormEvent, Ref } from 'react';
import type { Hypothesis } from '../../../../protocol/score.ts';
import { Choice, TextArea, TextField } from '../../../ui/Field.tsx';
import { scoreDialogWords } from '../../../words/scoreDialog.ts';

/** `draft` is held by the caller, so that a refused score finds its text again; `field` is the hypothesis, for focus. */
export function HypothesisForm({
  id,
  draft,
  onChange,
  fault,
  field,
  onSubmit,
}: {
  id: string;
  draft: Hypothesis;
  onChange: (draft: Hypothesis) => void;
  fault: string | null;
  field: Ref<HTMLTextAreaElement>;
  onSubmit: (event: FormEvent) => void;
}) {
  return (
    <form id={id} className="stack" onSubmit={onSubmit} noValidate>
      <TextArea
        ref={field}
        label={scoreDialogWords.hypothesis}
        hint={scoreDialogWords.hypothesisHint}
        error={fault}
        required
        rows={4}
        maxLength={2000}
        value={draft.text}
        onChange={(event) => onChange({ ...draft, text: event.target.value })}
      />
      <Choice
        label={scoreDialogWords.direction}
        value={draft.direction}
        onChange={(direction) => onChange({ ...draft, direction })}
        options={(['better', 'same', 'worse'] as const).map((value) => ({
          value,
          label: scoreDialogWords.directions[value],
        }))}
      />
      <TextField
        label={scoreDialogWords.amount}
        hint={scoreDialogWords.amountHint}
        value={draft.amount}
        maxLength={200}
        onChange={(event) => onChange({ ...draft, amount: event.target.value })}
      />
    </form>
  );
}
