/** The interviewer's guide, page by page. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { StaffBundle } from '../../../protocol/bundle.ts';
import { IconButton } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { watchWords } from '../../words/watch.ts';

interface GuidePage {
  id: string;
  title: string;
  body: string;
}

/** The phases of the guide in order, then what is right and looks like a bug. */
export const guidePages = ({ guide, notPlanted }: StaffBundle): GuidePage[] => [
  ...guide,
  ...(notPlanted ? [{ id: 'not-planted', title: watchWords.notPlanted, body: notPlanted }] : []),
];

/** The guide, a phase at a time. The room holds `index`, so that the page stays while other tabs are looked at. */
export function Guide({
  pages,
  index,
  onPage,
}: {
  pages: readonly GuidePage[];
  index: number;
  onPage: (index: number) => void;
}) {
  const page = pages[index];
  return (
    <section className="side-pane guide" aria-label={watchWords.guide}>
      <nav className="guide-bar" aria-label={watchWords.guidePages}>
        <IconButton label={watchWords.previousPage} aria-disabled={index === 0} onClick={() => onPage(index - 1)}>
          <ChevronLeft />
        </IconButton>
        <SelectField
          bare
          label={watchWords.guidePage}
          options={pages.map((p, i) => ({ value: String(i), label: `${i + 1}/${pages.length} ${p.title}` }))}
          value={String(index)}
          onChange={(value) => onPage(Number(value))}
        />
        <IconButton
          label={watchWords.nextPage}
          aria-disabled={index === pages.length - 1}
          onClick={() => onPage(index + 1)}
        >
          <ChevronRight />
        </IconButton>
      </nav>
      {page ? <Markdown text={page.body} /> : null}
    </section>
  );
}
