/** What is planted in the form, for the interviewer. */
import type { Finding } from '../../../protocol/bundle.ts';
import { Typed } from '../../ui/Typed.tsx';
import { findingWords as words } from '../../words/rubric.ts';
import { watchWords } from '../../words/watch.ts';

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <Typed text={line} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Item({ finding }: { finding: Finding }) {
  return (
    <details className="finding">
      <summary>
        <strong>
          <Typed text={finding.title} />
        </strong>{' '}
        <span className="quiet small">
          {[words[finding.kind], words.found(finding.foundIn.join(' and ')), words.shows[finding.shows]].join(', ')}
        </span>
      </summary>
      <div className="stack-tight">
        <p>
          <Typed text={finding.description} block />
        </p>
        {finding.files.length > 0 ? <p className="small">{`${words.where}: ${finding.files.join(', ')}`}</p> : null}
        <Lines title={words.ask} lines={finding.questions} />
        <Lines title={words.strong} lines={finding.strong} />
        <Lines title={words.weak} lines={finding.weak} />
      </div>
    </details>
  );
}

/** What is wrong in this form and what is odd in its data, with what to ask. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const here = findings.filter((f) => f.planted);
  const elsewhere = findings.filter((f) => !f.planted);
  return (
    <section className="side-pane" aria-label={watchWords.findings}>
      <h3>{words.planted}</h3>
      {here.map((f) => (
        <Item key={f.id} finding={f} />
      ))}
      {elsewhere.length > 0 ? <h3>{words.other}</h3> : null}
      {elsewhere.map((f) => (
        <Item key={f.id} finding={f} />
      ))}
    </section>
  );
}
