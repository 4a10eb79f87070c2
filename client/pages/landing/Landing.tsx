/** For whoever arrives without a link: what this is, and which link opens what. */

import { ThemeSwitch } from '../../ui/ThemeSwitch.tsx';
import { common } from '../../words/common.ts';
import { landingWords } from '../../words/landing.ts';

const PARTS = [
  ['have', landingWords.haveTitle, landingWords.haveText],
  ['staff', landingWords.staffTitle, landingWords.staffText],
  ['privacy', landingWords.privacyTitle, landingWords.privacyText],
] as const;

export default function Landing() {
  return (
    <main className="sheet">
      <div className="row spread">
        <h1>{common.product}</h1>
        <ThemeSwitch />
      </div>
      <p>{landingWords.lead}</p>
      {PARTS.map(([id, title, text]) => (
        <section key={id} className="stack-tight" aria-labelledby={`landing-${id}`}>
          <h2 id={`landing-${id}`}>{title}</h2>
          <p>{text}</p>
        </section>
      ))}
    </main>
  );
}
