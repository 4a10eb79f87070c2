/** What is asked before a score: the reason, the direction of the metric against the last score, and by how much. */
import type { FormEvent, Ref } from 'react';
import type { MetricInfo } from '../../../../protocol/bundle.ts';
import { lengthOfReason } from '../../../../protocol/reason.ts';
import type { FinishedScore } from '../../../../protocol/scores.ts';
import { isolatedText } from '../../../../protocol/visible.ts';
import type { Draft } from '../../../state/asking.ts';
import { Choice, TextArea, TextField } from '../../../ui/Field.tsx';
import { metric as metricText } from '../../../words/format.ts';
import { scoreDialogWords } from '../../../words/scoreDialog.ts';

/** With what the direction is compared. */
function againstOf({ title, digits }: MetricInfo, last: FinishedScore | null): string {
  const name = isolatedText(title);
  if (!last) return scoreDialogWords.againstNothing(name);
  return scoreDialogWords.against(last.public.number, metricText(last.public.metric.value, digits), name);
}

/**
 * `draft` is held by the caller, so that a refused score finds its text again. `lacks`: what a try to submit found missing;
 * `reason` and `direction` are those fields, for focus; `last` is the score that the next one is compared with.
 */
export function HypothesisForm({
  id,
  draft,
  onChange,
  lacks,
  metric,
  last,
  reason,
  direction,
  onSubmit,
}: {
  id: string;
  draft: Draft;
  onChange: (draft: Draft) => void;
  lacks: readonly ('reason' | 'direction')[];
  metric: MetricInfo;
  last: FinishedScore | null;
  reason: Ref<HTMLTextAreaElement>;
  direction: Ref<HTMLInputElement>;
  onSubmit: (event: FormEvent) => void;
}) {
  const { words, chars } = lengthOfReason(draft.text);
  return (
    <form id={id} className="stack" onSubmit={onSubmit} noValidate>
      <TextArea
        ref={reason}
        label={scoreDialogWords.hypothesis}
        hint={scoreDialogWords.hypothesisHint}
        error={lacks.includes('reason') ? scoreDialogWords.reasonMissing(words, chars) : null}
        required
        rows={3}
        maxLength={2000}
        value={draft.text}
        onChange={(event) => onChange({ ...draft, text: event.target.value })}
      />
      <Choice
        ref={direction}
        label={againstOf(metric, last)}
        value={draft.direction}
        onChange={(chosen) => onChange({ ...draft, direction: chosen })}
        options={(['better', 'same', 'worse'] as const).map((value) => ({
          value,
          label: scoreDialogWords.directions[metric.better][value],
        }))}
        error={lacks.includes('direction') ? scoreDialogWords.directionMissing : null}
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
