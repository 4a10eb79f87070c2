/** Which panes of the room are folded, and how large they were. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { createPreference } from '../../store/preference.ts';
import type { Store } from '../../store/store.ts';
import type { PanelImperativeHandle } from '../../ui/panels.tsx';

export type PaneName = 'left' | 'right' | 'output';

/** Px of a folded pane: a line of words. */
export const FOLDED_PX = 28;
/** Px of a pane that was never open in this browser. */
const FIRST_PX: Readonly<Record<PaneName, number>> = { left: 300, right: 260, output: 220 };

const sizes = Object.fromEntries(
  (Object.keys(FIRST_PX) as PaneName[]).map((name) => [
    name,
    createPreference<number>(
      `pane-${name}`,
      (text) => (Number(text) > FOLDED_PX ? Number(text) : FIRST_PX[name]),
      String,
    ),
  ]),
) as Record<PaneName, Store<number>>;

/** Folds panes and opens them at the size they had, also after a reload. */
export function useFolding() {
  const left = useRef<PanelImperativeHandle | null>(null);
  const right = useRef<PanelImperativeHandle | null>(null);
  const output = useRef<PanelImperativeHandle | null>(null);
  const [folded, setFolded] = useState<Record<PaneName, boolean>>({ left: false, right: false, output: false });
  const refs = useMemo(() => ({ left, right, output }), []);
  const resized = useCallback((name: PaneName, px: number) => {
    const isFolded = px <= FOLDED_PX + 2;
    if (!isFolded) sizes[name].set(Math.round(px));
    setFolded((before) => (before[name] === isFolded ? before : { ...before, [name]: isFolded }));
  }, []);
  const toggle = useCallback(
    (name: PaneName) => {
      const handle = refs[name].current;
      if (handle?.isCollapsed()) handle.resize(sizes[name].get());
      else handle?.collapse();
    },
    [refs],
  );
  const open = useMemo(
    () => ({ left: () => toggle('left'), right: () => toggle('right'), output: () => toggle('output') }),
    [toggle],
  );
  return { refs, folded, resized, toggle, open };
}

/** What {@link useFolding} gives. */
export type Folding = ReturnType<typeof useFolding>;
