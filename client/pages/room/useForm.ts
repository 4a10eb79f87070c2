/** Which form the room has, by the width of the window, and which pane its narrow form shows. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ROOM_WIDTH } from '../../state/browser.ts';
import type { PaneId } from './holders.tsx';

const isNarrowNow = (): boolean => innerWidth < ROOM_WIDTH;

/** `show` brings a pane into view at once, so that the next statement can give it the focus; in the wide form all are. */
export function useForm() {
  const [isNarrow, setNarrow] = useState(isNarrowNow);
  const [shown, setShown] = useState<PaneId>('task');
  const narrow = useRef(isNarrow);
  useEffect(() => {
    const onResize = () => {
      narrow.current = isNarrowNow();
      setNarrow(narrow.current);
    };
    addEventListener('resize', onResize);
    return () => removeEventListener('resize', onResize);
  }, []);
  const show = useCallback((pane: PaneId) => {
    if (narrow.current) flushSync(() => setShown(pane));
  }, []);
  return { isNarrow, shown, show };
}
