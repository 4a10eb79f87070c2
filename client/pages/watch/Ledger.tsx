/** The ledger: where this candidate stands, bug by bug, live and in the replay. */
import { useEffect, useMemo, useState } from 'react';
import type * as Y from 'yjs';
import type { LedgerFacts, LedgerSnapshot } from '../../../protocol/ledger.ts';
import { ledgerRows, ownFaults } from '../../../protocol/ledgerRows.ts';
import { readWork } from '../../../protocol/work.ts';
import { asAppError } from '../../api/error.ts';
import type { Keeping, LedgerKeeper } from '../../state/ledger/keeper.ts';
import { contractFiles, linesOf } from '../../state/ledger/snapshot.ts';
import { createStore, useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/toast.tsx';
import { useSeconds } from '../../ui/useSeconds.ts';
import { timeOfDay, utc } from '../../words/format.ts';
import { ledgerWords as words } from '../../words/ledger.ts';
import { LedgerLine } from './LedgerRow.tsx';
import type { RoomSource } from './source.ts';
import './ledger.css';

/** Ms without a change after which the lines are compared: they must not be for each key. */
const COMPARE_MS = 300;
/** Minutes after which what was last looked at is called old. */
const OLD_MINUTES = 2;
/** Stands for code whose answers are still to come. */
const UNKNOWN_KEY = '0'.repeat(64);

const textsOf = (doc: Y.Doc): Record<string, string> =>
  Object.fromEntries(readWork(doc).files.map(({ name, text }) => [name, text.toString()]));

/** Which side of its regions the code holds that is shown now. */
function useLines({ doc, bundle }: RoomSource, facts: LedgerFacts | null): LedgerSnapshot['lines'] {
  const [lines, setLines] = useState<LedgerSnapshot['lines']>({});
  useEffect(() => {
    if (!facts) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const compare = (): void => {
      const files = contractFiles(bundle, textsOf(doc));
      // Before the document has come there is nothing to compare.
      const next = Object.keys(files).length > 0 ? linesOf(facts, files) : {};
      setLines((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    const onUpdate = (): void => {
      clearTimeout(timer);
      timer = setTimeout(compare, COMPARE_MS);
    };
    compare();
    doc.on('update', onUpdate);
    return () => {
      clearTimeout(timer);
      doc.off('update', onUpdate);
    };
  }, [doc, bundle, facts]);
  return lines;
}

const sameLines = (a: LedgerSnapshot['lines'], b: LedgerSnapshot['lines']): boolean =>
  Object.entries(a).every(([id, side]) => b[id] === side);

const RESTING = createStore<Keeping>({ kind: 'resting' });
const NO_TURN = createStore<null>(null);

function doingText(doing: Keeping): string | null {
  switch (doing.kind) {
    case 'resting':
      return null;
    case 'loading':
      return words.doing.loading;
    case 'looking':
      return words.doing.looking;
    case 'past':
      return words.doing.past(doing.done, doing.of);
    case 'failed':
      return words.doing.failed(doing.why);
  }
}

/** Who keeps it and what they do; where nobody can, why. */
function Keeper({ keeper }: { keeper: LedgerKeeper | null }) {
  const doing = useStore<Keeping>(keeper?.doing ?? RESTING);
  const turn = useStore(keeper?.turn ?? NO_TURN);
  if (!keeper || !turn) return null;
  const text = doingText(doing) ?? (turn.yours ? words.keptByYou : turn.holder ? words.keptBy(turn.holder) : null);
  return <span className="quiet small ledger-doing">{text ?? words.nobody}</span>;
}

function AsOf({ at, now }: { at: number | null; now: number | null }) {
  if (at === null) return <span className="quiet small">{words.notLooked}</span>;
  const minutes = now === null ? 0 : Math.floor((now - at) / 60_000);
  return (
    <span className="quiet small" title={utc(at)}>
      {words.asOf(timeOfDay(at))}
      {minutes >= OLD_MINUTES ? `, ${words.old(minutes)}` : ''}
    </span>
  );
}

/** What is planted in this interview, and what became of it. */
export function Ledger({ source }: { source: RoomSource }) {
  const { bundle, view, live, keeper } = source;
  const facts = bundle.ledger;
  const ledger = useStore(view, ({ state }) => state.ledger);
  const lines = useLines(source, facts);
  useSeconds(live !== null);
  const last = ledger.snapshots.at(-1);
  const { now } = source;
  const rows = useMemo(() => {
    if (!facts) return [];
    const isNewer = last ? !sameLines(lines, last.lines) : Object.values(lines).some((side) => side !== 'buggy');
    const position = (last?.position ?? 0) + 1;
    const newest = isNewer ? { position, at: now(), key: UNKNOWN_KEY, lines } : null;
    return ledgerRows(ledger, facts, newest);
  }, [ledger, facts, lines, last, now]);
  const faults = useMemo(() => (facts ? ownFaults(ledger, facts) : []), [ledger, facts]);
  const planted = bundle.findings.filter((finding) => finding.planted);
  const say = live
    ? (finding: string) => (said: boolean) => {
        live.say('ledger.say', { finding, said }).catch((cause) => toast(asAppError(cause).message, 'trouble'));
      }
    : null;
  const asOf = ledger.snapshots.findLast(({ key }) => ledger.answers[key])?.at ?? null;
  return (
    <section className="ledger" aria-label={words.region}>
      <header className="pane-title">
        <strong>{words.title}</strong>
        {facts ? <AsOf at={asOf} now={live && keeper?.turn.get() ? source.now() : null} /> : null}
        <Keeper keeper={keeper} />
        {keeper?.turn.get()?.yours ? (
          <Button look="quiet" className="ledger-look" onClick={() => keeper.lookNow()}>
            {words.lookNow}
          </Button>
        ) : null}
      </header>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <div className="pane-scroll" role="group" tabIndex={0} aria-label={words.rows}>
        {facts === null ? <p className="quiet ledger-empty">{words.none}</p> : null}
        {planted.length === 0 ? <p className="quiet ledger-empty">{words.nothingPlanted}</p> : null}
        <table className="ledger-table">
          <colgroup>
            {Object.keys(words.columns).map((name) => (
              <col key={name} className={`ledger-col-${name}`} />
            ))}
          </colgroup>
          <thead className="visually-hidden">
            <tr>
              {Object.values(words.columns).map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {planted.map((finding, i) => (
              <LedgerLine
                key={finding.id}
                number={i + 1}
                finding={finding}
                row={rows.find(({ id }) => id === finding.id) ?? null}
                said={ledger.said[finding.id] ?? null}
                onSay={say?.(finding.id)}
              />
            ))}
          </tbody>
        </table>
        {faults.length > 0 ? (
          <div className="ledger-own">
            <h4>{words.own}</h4>
            <ul>
              {faults.map(({ probe, title, message, at }) => (
                <li key={probe} title={message}>
                  {title} <time className="numeric quiet">{timeOfDay(at)}</time>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </section>
  );
}
