/** The table of interviews, with search and groups. */

import { useState } from 'react';
import { Link } from 'wouter';
import { type InterviewSummary, STAFF_INVITE } from '../../../protocol/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice, TextField } from '../../ui/Field.tsx';
import { Status, type Tone } from '../../ui/Status.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Typed } from '../../ui/Typed.tsx';
import { dateTime, utc } from '../../words/format.ts';
import { newWords, staffWords } from '../../words/staff.ts';

type Group = keyof typeof staffWords.groups;

const TONE: Record<InterviewSummary['phase'], Tone> = {
  waiting: 'idle',
  running: 'ok',
  paused: 'attention',
  ended: 'idle',
};
const GROUP_OF: Record<InterviewSummary['phase'], Group> = {
  waiting: 'upcoming',
  running: 'live',
  paused: 'live',
  ended: 'done',
};

/** True where every word of the search occurs somewhere in what the row shows. */
function matches(interview: InterviewSummary, search: string): boolean {
  const text = [
    interview.title,
    interview.candidate ?? '',
    interview.slug,
    interview.form,
    staffWords.language(interview),
  ]
    .join(' ')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function Row({ interview, onLinks }: { interview: InterviewSummary; onLinks: (interview: InterviewSummary) => void }) {
  const { id, title, phase } = interview;
  return (
    <tr>
      <th scope="row">
        <Link href={`/watch/${STAFF_INVITE}/${id}`}>
          <Typed text={title} />
        </Link>
        <span className="quiet small">{staffWords.counts(interview.runs, interview.scores)}</span>
      </th>
      <td>
        {interview.candidate === null ? (
          <span className="quiet">{staffWords.noCandidate}</span>
        ) : (
          <Typed text={interview.candidate} />
        )}
      </td>
      <td>
        {interview.slug}
        <span className="quiet small">{`${interview.form}, ${staffWords.language(interview)}, ${staffWords.minutes(interview.minutes)}`}</span>
      </td>
      <td>
        <Status tone={TONE[phase]}>{staffWords.state[phase]}</Status>
        {interview.online > 0 ? <span className="quiet small">{staffWords.online(interview.online)}</span> : null}
      </td>
      <td className="numeric" title={utc(interview.createdAt)}>
        {dateTime(interview.createdAt)}
      </td>
      <td>
        <span className="row">
          <Link href={`/watch/${STAFF_INVITE}/${id}`} className="btn btn-plain" aria-label={staffWords.openFor(title)}>
            {staffWords.open}
          </Link>
          <Link
            href={`/replay/${STAFF_INVITE}/${id}`}
            className="btn btn-quiet"
            aria-label={staffWords.replayFor(title)}
          >
            {staffWords.replay}
          </Link>
          <Button look="quiet" aria-label={staffWords.linksFor(title)} onClick={() => onLinks(interview)}>
            {staffWords.links}
          </Button>
        </span>
      </td>
    </tr>
  );
}

/** Interviews with search and groups; newest first. */
export function InterviewTable({
  interviews,
  onLinks,
  onCreate,
}: {
  interviews: InterviewSummary[];
  onLinks: (interview: InterviewSummary) => void;
  onCreate: () => void;
}) {
  const [search, setSearch] = useState('');
  const [group, setGroup] = useState<Group>('all');
  if (interviews.length === 0) {
    return (
      <section className="card">
        <EmptyState title={staffWords.emptyTitle}>
          <p>{staffWords.emptyText}</p>
          <Button look="primary" onClick={onCreate}>
            {newWords.title}
          </Button>
        </EmptyState>
      </section>
    );
  }
  const shown = interviews
    .filter((interview) => (group === 'all' || GROUP_OF[interview.phase] === group) && matches(interview, search))
    .sort((a, b) => b.createdAt - a.createdAt);
  const groups = (Object.keys(staffWords.groups) as Group[]).map((value) => ({
    value,
    label: staffWords.groups[value],
  }));
  return (
    <section className="card stack" aria-label={staffWords.title}>
      <div className="staff-filter">
        <TextField
          label={staffWords.search}
          placeholder={staffWords.searchHint}
          type="search"
          value={search}
          onChange={(e) => setSearch(e.target.value)}
        />
        <Choice label={staffWords.show} options={groups} value={group} onChange={setGroup} />
      </div>
      {shown.length === 0 ? (
        <EmptyState title={staffWords.noMatchTitle}>
          <p>{staffWords.noMatchText}</p>
        </EmptyState>
      ) : (
        <div className="staff-scroll">
          <table className="staff-table">
            <thead>
              <tr>
                {Object.values(staffWords.columns).map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((interview) => (
                <Row key={interview.id} interview={interview} onLinks={onLinks} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
