/** The scenarios that there are. */
import type { ScenarioSummary } from '../../../protocol/api.ts';
import { Typed } from '../../ui/Typed.tsx';
import { newWords, staffWords } from '../../words/staff.ts';

/** What can be asked: one line per scenario with its forms. */
export function ScenarioList({ scenarios }: { scenarios: ScenarioSummary[] }) {
  return (
    <section className="card stack" aria-labelledby="scenarios-title">
      <h2 id="scenarios-title">{staffWords.scenarios}</h2>
      <ul className="scenario-list">
        {scenarios.map((scenario) => (
          <li key={scenario.slug} className="stack-tight">
            <span>
              <strong>
                <Typed text={scenario.title} />
              </strong>{' '}
              <span className="quiet small">
                {`${scenario.slug} ${scenario.version}, ${staffWords.minutes(scenario.minutes)}, ${scenario.languages.map((l) => newWords.languages[l]).join(' and ')}`}
              </span>
            </span>
            <span>
              <Typed text={scenario.summary} />
            </span>
            <details>
              <summary className="small">{staffWords.scenarioForms(scenario.forms.length)}</summary>
              <ul className="small">
                {scenario.forms.map((form) => (
                  <li key={form.id}>{`${newWords.formOption(form)}: ${form.bugs.join(', ')}`}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
