/** The rubric, saved as it is filled in. */

import { useState } from 'react';
import type { RubricCriterion } from '../../../protocol/bundle.ts';
import type { RubricEntry } from '../../../protocol/state.ts';
import { isolatedText } from '../../../protocol/visible.ts';
import { asAppError } from '../../api/error.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { toast } from '../../ui/toast.tsx';
import { timeOfDay } from '../../words/format.ts';
import { rubricWords as words } from '../../words/rubric.ts';
import { watchWords } from '../../words/watch.ts';
import type { RoomSource } from './source.ts';

interface CriterionProps {
  criterion: RubricCriterion;
  mine: RubricEntry | null;
  others: RubricEntry[];
  save: ((level: number | null, note: string) => Promise<void>) | null;
}

/** One criterion: a level is saved when it is picked, the evidence when the field is left or Save is pressed. */
function Criterion({ criterion, mine, others, save }: CriterionProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const note = draft ?? mine?.note ?? '';
  const level = mine?.level ?? null;
  const changed = draft !== null && draft !== (mine?.note ?? '');
  async function keep(nextLevel: number | null) {
    if (!save) return;
    try {
      await save(nextLevel, note);
      setDraft(null);
    } catch (cause) {
      toast(asAppError(cause).message, 'trouble');
    }
  }
  return (
    <fieldset className="criterion" disabled={save === null}>
      <legend>{criterion.title}</legend>
      <p className="quiet small">{criterion.question}</p>
      <div className="criterion-levels">
        {criterion.levels.map((anchor, i) => (
          <label key={anchor}>
            <input type="radio" name={criterion.id} checked={level === i} onChange={() => keep(i)} />
            <span>{`${i + 1}. ${anchor}`}</span>
          </label>
        ))}
        <label>
          <input type="radio" name={criterion.id} checked={level === null} onChange={() => keep(null)} />
          <span className="quiet">{words.none}</span>
        </label>
      </div>
      <TextArea
        bare
        label={`${words.note}: ${criterion.title}`}
        placeholder={words.note}
        rows={2}
        value={note}
        onChange={(e) => setDraft(e.target.value)}
        onBlur={() => changed && keep(level)}
      />
      <div className="row small quiet">
        <span>{changed ? words.changed : mine ? words.saved(timeOfDay(mine.at)) : ''}</span>
        {changed ? <Button onClick={() => keep(level)}>{words.save}</Button> : null}
      </div>
      {others.length > 0 ? (
        <p className="small">
          {`${words.others}: `}
          {others.map((o) => `${isolatedText(o.name)}: ${o.level === null ? words.none : o.level + 1}`).join('; ')}
        </p>
      ) : null}
    </fieldset>
  );
}

/** The scenario's rubric as a plain form; entries are events, visible to staff only. */
export function Rubric({ source }: { source: RoomSource }) {
  const entries = useStore(source.view, (view) => view.state.rubric);
  const me = useStore(source.view, (view) => view.me);
  const { live } = source;
  return (
    <section className="side-pane" aria-label={watchWords.rubric}>
      <p className="quiet small">{words.intro}</p>
      {source.bundle.rubric.map((criterion) => {
        const about = entries.filter((e) => e.criterion === criterion.id);
        return (
          <Criterion
            key={criterion.id}
            criterion={criterion}
            mine={about.find((e) => e.participantId === me?.participantId) ?? null}
            others={about.filter((e) => e.participantId !== me?.participantId)}
            save={live ? (level, note) => live.say('rubric.save', { criterion: criterion.id, level, note }) : null}
          />
        );
      })}
    </section>
  );
}
