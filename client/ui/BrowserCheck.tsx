/** What this browser can do, in plain words. */
import { trackOf } from '../../engine/tracks.ts';
import type { Language } from '../../protocol/language.ts';
import { type BrowserFacts, ROOM_WIDTH } from '../state/browser.ts';
import { checkWords } from '../words/browserCheck.ts';
import { Status, type Tone } from './Status.tsx';

/** What Stop can do; where a language cannot be interrupted, nothing depends on the page. */
function stopLine(
  { notIsolated }: Pick<BrowserFacts, 'notIsolated'>,
  language: Language | null,
): { tone: Tone; text: string }[] {
  if (language && !trackOf(language).interruptible) return [];
  if (notIsolated) return [{ tone: 'attention', text: checkWords.isolated.bad[notIsolated] }];
  return [{ tone: 'ok', text: checkWords.isolated.ok[language ?? 'open'] }];
}

function lines(facts: BrowserFacts, language: Language | null): { tone: Tone; text: string }[] {
  const { memoryGiB, width } = facts;
  const memory =
    memoryGiB === null
      ? { tone: 'idle' as const, text: checkWords.memory.unknown }
      : memoryGiB < 4
        ? { tone: 'attention' as const, text: checkWords.memory.low(memoryGiB) }
        : { tone: 'ok' as const, text: checkWords.memory.ok(memoryGiB) };
  return [
    facts.wasm
      ? { tone: 'ok', text: checkWords.wasm.ok }
      : { tone: 'trouble', text: checkWords.wasm.bad[language ?? 'open'] },
    ...stopLine(facts, language),
    memory,
    facts.storage ? { tone: 'ok', text: checkWords.storage.ok } : { tone: 'attention', text: checkWords.storage.bad },
    width >= ROOM_WIDTH
      ? { tone: 'ok', text: checkWords.width.ok(width) }
      : { tone: 'attention', text: checkWords.width.bad(width) },
  ];
}

/** The check of the browser in plain words; nobody is refused for it. `language`: null while it is not chosen. */
export function BrowserCheck({ facts, language }: { facts: BrowserFacts | null; language: Language | null }) {
  if (!facts) return null;
  return (
    <ul className="check-list">
      {lines(facts, language).map((line) => (
        <li key={line.text}>
          <Status tone={line.tone}>{line.text}</Status>
        </li>
      ))}
    </ul>
  );
}
