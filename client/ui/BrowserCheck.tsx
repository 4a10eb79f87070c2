import { type BrowserFacts, ROOM_WIDTH } from '../state/browser.ts';
import { checkWords } from './checkWords.ts';
import { Status, type Tone } from './Status.tsx';

function lines(facts: BrowserFacts): { tone: Tone; text: string }[] {
  const { memoryGiB, width } = facts;
  const memory =
    memoryGiB === null
      ? { tone: 'idle' as const, text: checkWords.memory.unknown }
      : memoryGiB < 4
        ? { tone: 'attention' as const, text: checkWords.memory.low(memoryGiB) }
        : { tone: 'ok' as const, text: checkWords.memory.ok(memoryGiB) };
  return [
    facts.wasm ? { tone: 'ok', text: checkWords.wasm.ok } : { tone: 'trouble', text: checkWords.wasm.bad },
    facts.isolated
      ? { tone: 'ok', text: checkWords.isolated.ok }
      : { tone: 'attention', text: checkWords.isolated.bad },
    memory,
    facts.storage ? { tone: 'ok', text: checkWords.storage.ok } : { tone: 'attention', text: checkWords.storage.bad },
    width >= ROOM_WIDTH
      ? { tone: 'ok', text: checkWords.width.ok(width) }
      : { tone: 'attention', text: checkWords.width.bad(width) },
  ];
}

/** The check of the browser in plain words; nothing here keeps anybody out. */
export function BrowserCheck({ facts }: { facts: BrowserFacts | null }) {
  if (!facts) return null;
  return (
    <ul className="check-list">
      {lines(facts).map((line) => (
        <li key={line.text}>
          <Status tone={line.tone}>{line.text}</Status>
        </li>
      ))}
    </ul>
  );
}
