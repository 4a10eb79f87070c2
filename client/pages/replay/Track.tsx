/** The track of the replay: the slider with the moments on it. */

import { Flag, MessageSquare, Pause, Play, SkipBack, SkipForward, Terminal, Trophy, UserRound } from 'lucide-react';
import { isolatedText } from '../../../protocol/visible.ts';
import { useStore } from '../../store/store.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { toast } from '../../ui/toast.tsx';
import { common } from '../../words/common.ts';
import { clockFace } from '../../words/format.ts';
import { replayWords as words } from '../../words/replay.ts';
import type { Player } from './player.ts';
import type { Moment } from './timeline.ts';

const SPEEDS = [1, 2, 4, 8, 16];
const ICONS = { join: UserRound, clock: Flag, run: Terminal, score: Trophy, note: MessageSquare } as const;

function copyMoment(position: number): void {
  const url = `${location.origin}${location.pathname}?at=${position}`;
  navigator.clipboard.writeText(url).then(
    () => toast(common.copied),
    () => toast(common.copyFailed, 'attention'),
  );
}

function Mark({ moment, player }: { moment: Moment; player: Player }) {
  const { timeline } = player;
  const left = `${(100 * moment.position) / Math.max(1, timeline.length)}%`;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`track-mark track-${moment.kind}`}
      style={{ left }}
      title={`${clockFace(moment.time)} ${isolatedText(moment.label)}`}
      aria-hidden="true"
      onClick={() => player.seek(moment.position)}
    />
  );
}

/** The moments as a list: the way to them for the keyboard and for screen readers. */
function Moments({ player, position }: { player: Player; position: number }) {
  const { moments } = player.timeline;
  const current = moments.findLast((m) => m.position <= position);
  return (
    <details className="moments">
      <summary>{`${words.marks} (${moments.length})`}</summary>
      <ol>
        {moments.map((moment) => {
          const Icon = ICONS[moment.kind];
          return (
            <li key={moment.position}>
              <button
                type="button"
                className="moment"
                aria-current={moment === current ? 'true' : undefined}
                onClick={() => player.seek(moment.position)}
              >
                <span className="numeric quiet">{clockFace(moment.time)}</span>
                <Icon aria-hidden="true" />
                <span>{moment.label}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** Slider, marks, speed, and the list of moments. J, K and L as in video editors; arrows move the slider. */
export function Track({ player }: { player: Player }) {
  const { position, playing, speed, skipIdle } = useStore(player.store);
  const { timeline } = player;
  useShortcuts([
    { keys: 'K', label: words.play, run: () => player.toggle() },
    { keys: 'J', label: words.previous, run: () => player.step(-1) },
    { keys: 'L', label: words.next, run: () => player.step(1) },
  ]);
  const face = words.at(clockFace(timeline.time(position)), clockFace(timeline.time(timeline.length)));
  return (
    <section className="track" aria-label={words.region}>
      <div className="row">
        <IconButton label={words.previous} onClick={() => player.step(-1)}>
          <SkipBack />
        </IconButton>
        <IconButton label={playing ? words.pause : words.play} look="primary" onClick={() => player.toggle()}>
          {playing ? <Pause /> : <Play />}
        </IconButton>
        <IconButton label={words.next} onClick={() => player.step(1)}>
          <SkipForward />
        </IconButton>
      </div>
      <div className="track-line">
        <div className="track-marks">
          {timeline.moments.map((moment) => (
            <Mark key={moment.position} moment={moment} player={player} />
          ))}
        </div>
        <input
          type="range"
          aria-label={words.position}
          aria-valuetext={face}
          min={0}
          max={timeline.length}
          value={position}
          onChange={(e) => player.seek(Number(e.target.value))}
        />
      </div>
      <span className="numeric small">{face}</span>
      <label className="row small">
        {words.speed}
        <select
          className="input track-speed"
          value={speed}
          onChange={(e) => player.set({ speed: Number(e.target.value) })}
        >
          {SPEEDS.map((n) => (
            <option key={n} value={n}>
              {words.times(n)}
            </option>
          ))}
        </select>
      </label>
      <label className="row small">
        <input type="checkbox" checked={skipIdle} onChange={(e) => player.set({ skipIdle: e.target.checked })} />
        {words.skipIdle}
      </label>
      <Button look="quiet" onClick={() => copyMoment(position)}>
        {words.copyMoment}
      </Button>
      <Moments player={player} position={position} />
    </section>
  );
}
