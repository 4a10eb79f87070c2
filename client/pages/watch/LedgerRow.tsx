/** One line of the ledger. */
import { Check, Circle, CircleCheck, CircleCheckBig, CircleHelp, Minus, Pencil, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Finding } from '../../../protocol/bundle.ts';
import type { LedgerWord, LedgerRow as Row } from '../../../protocol/ledgerRows.ts';
import { Typed } from '../../ui/Typed.tsx';
import { minuteOfDay, timeOfDay, utc } from '../../words/format.ts';
import { ledgerWords as words } from '../../words/ledger.ts';

/** Fill grows with certainty, so that the row reads in grey as well. */
const ICONS = {
  untouched: Circle,
  touched: Pencil,
  'mended another way': CircleCheck,
  mended: CircleCheckBig,
  'back again': Undo2,
} as const satisfies Record<LedgerWord, unknown>;

function Unknown({ row }: { row: Row }) {
  if (!row.unknown) return null;
  return (
    <span className="ledger-unknown" title={row.unknown.reason}>
      <CircleHelp aria-hidden="true" />
      {words.cannotTell}
      <span className="visually-hidden">{`: ${row.unknown.reason}`}</span>
    </span>
  );
}

/** Beside other words the longest one is cut short, so that the row stays one line. */
function wordOf({ word, notes, unknown, waiting }: Row): string {
  const isAlone = notes.length === 0 && !unknown && !waiting;
  return isAlone ? word : words.beside(word);
}

function Measured({ row }: { row: Row }) {
  const Icon = ICONS[row.word];
  return (
    <>
      <span title={words.means(row.word)}>
        <Icon aria-hidden="true" />
        {wordOf(row)}
      </span>
      {row.notes.length > 0 ? <span className="quiet">{row.notes.map(words.note).join(', ')}</span> : null}
      <Unknown row={row} />
      {row.waiting ? <span className="quiet">{words.waiting}</span> : null}
    </>
  );
}

interface LineProps {
  number: number;
  finding: Finding;
  /** Null for a quirk, of which nothing is measured. */
  row: Row | null;
  said: { at: number; name: string } | null;
  /** Ticks it or takes that back; absent where nothing can be sent. */
  onSay?: ((said: boolean) => void) | undefined;
}

/** A planted bug or quirk: where the candidate stands, since when, and whether they have said it. */
export function LedgerLine({ number, finding, row, said, onSay }: LineProps): ReactNode {
  const isMeasured = row?.measured === true;
  const state = isMeasured ? row.word.replaceAll(' ', '-') : 'no-measure';
  const since = isMeasured ? row.since : null;
  return (
    <tr className="ledger-row" data-state={state}>
      <td className="numeric quiet">{number}</td>
      <th scope="row" title={finding.title}>
        <Typed text={finding.short ?? finding.title} />
      </th>
      <td className="ledger-word">
        {isMeasured ? (
          <Measured row={row} />
        ) : (
          <span className="quiet" title={words.noMeasureTitle}>
            <Minus aria-hidden="true" />
            {words.noMeasure}
          </span>
        )}
      </td>
      <td className="numeric quiet">{since ? <time title={utc(since.at)}>{minuteOfDay(since.at)}</time> : null}</td>
      <td>
        <button
          type="button"
          className="ledger-said"
          aria-pressed={said !== null}
          aria-label={`${words.said}: ${finding.short ?? finding.title}`}
          title={said ? words.saidTitle(said.name, timeOfDay(said.at)) : words.sayTitle}
          disabled={!onSay}
          onClick={() => onSay?.(said === null)}
        >
          <Check aria-hidden="true" />
        </button>
      </td>
    </tr>
  );
}
