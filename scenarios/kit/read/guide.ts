/** `guide.md` cut into phases: a `## ` heading each, the last one "Right, but not planted". */
import { AuthoringError } from '../manifest/error.ts';
import type { GuidePhase } from './scenario.ts';

const NOT_PLANTED = 'Right, but not planted';

/** Phases in order, and the section about what is wrong without being planted. */
export function parseGuide(path: string, text: string): { phases: GuidePhase[]; notPlanted: string } {
  const phases: GuidePhase[] = [];
  let notPlanted: string | undefined;
  for (const section of text.split(/^## /m).slice(1)) {
    const end = section.indexOf('\n');
    const title = section.slice(0, end < 0 ? undefined : end).trim();
    const body = end < 0 ? '' : section.slice(end + 1).trim();
    if (!title || !body) throw new AuthoringError(`the section "## ${title}" has no text`, { path });
    if (title === NOT_PLANTED) notPlanted = body;
    else phases.push({ id: idOf(title), title, body });
  }
  if (phases.length < 3) throw new AuthoringError('has fewer than three phases ("## " headings)', { path });
  if (notPlanted === undefined) throw new AuthoringError(`has no section "## ${NOT_PLANTED}"`, { path });
  return { phases, notPlanted };
}

function idOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
