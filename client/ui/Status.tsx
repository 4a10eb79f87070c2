/** A state in words with a mark, and notes in a box. */
import { CircleAlert, CircleCheck, CircleDot, CircleDotDashed, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'ok' | 'attention' | 'trouble' | 'busy' | 'idle';

const ICONS = {
  ok: CircleCheck,
  attention: TriangleAlert,
  trouble: CircleAlert,
  busy: CircleDotDashed,
  idle: CircleDot,
} as const;

/** An icon and a word; the colour only repeats the meaning of the icon's shape. */
export function Status({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  const Icon = ICONS[tone];
  return (
    <span className={`status status-${tone}`} title={title}>
      <Icon aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}

const NOTE_ICONS = { info: Info, ok: CircleCheck, attention: TriangleAlert, trouble: CircleAlert } as const;

/** A sentence or two set apart. `live` announces it when it appears. */
export function Note({
  tone = 'info',
  live = false,
  children,
}: {
  tone?: keyof typeof NOTE_ICONS;
  live?: boolean;
  children: ReactNode;
}) {
  const Icon = NOTE_ICONS[tone];
  return (
    <div className={`note note-${tone}`} role={live ? (tone === 'trouble' ? 'alert' : 'status') : undefined}>
      <Icon aria-hidden="true" />
      <div>{children}</div>
    </div>
  );
}
