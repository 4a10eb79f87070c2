/** Interviews whose stored row cannot be read: shown with the reason, so that nobody takes them for deleted. */
import type { UnreadableInterview } from '../../../protocol/api.ts';
import { Typed } from '../../ui/Typed.tsx';
import { staffWords } from '../../words/staff.ts';

/** Nothing where all can be read. */
export function UnreadableList({ interviews }: { interviews: UnreadableInterview[] }) {
  if (interviews.length === 0) return null;
  return (
    <section className="card stack" aria-label={staffWords.unreadableTitle}>
      <h2>{staffWords.unreadableTitle}</h2>
      <p>{staffWords.unreadableText}</p>
      <ul>
        {interviews.map(({ id, title, unreadable }) => (
          <li key={id}>
            <Typed text={title || id} /> <span className="quiet">{staffWords.unreadableReason(id, unreadable)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
