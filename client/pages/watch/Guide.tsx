import { useState } from 'react';
import type { StaffBundle } from '../../../protocol/bundle.ts';
import { Button } from '../../ui/Button.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { watchWords } from './words.ts';

/** The guide, a phase at a time; `]` and `[` turn the page. */
export function Guide({ bundle }: { bundle: StaffBundle }) {
  const pages = [
    ...bundle.guide,
    ...(bundle.notPlanted ? [{ id: 'not-planted', title: watchWords.notPlanted, body: bundle.notPlanted }] : []),
  ];
  const [index, setIndex] = useState(0);
  const turn = (by: number) => setIndex((i) => Math.min(pages.length - 1, Math.max(0, i + by)));
  useShortcuts([
    { keys: ']', label: watchWords.guide, run: () => turn(1) },
    { keys: '[', label: watchWords.guide, run: () => turn(-1) },
  ]);
  const page = pages[index];
  return (
    <section className="side-pane" aria-label={watchWords.guide}>
      <nav className="guide-pages" aria-label={watchWords.guide}>
        {pages.map((p, i) => (
          <Button key={p.id} look="quiet" aria-current={i === index ? 'page' : undefined} onClick={() => setIndex(i)}>
            {p.title}
          </Button>
        ))}
      </nav>
      {page ? <Markdown text={page.body} /> : null}
    </section>
  );
}
