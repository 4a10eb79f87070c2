/** A clock for views that show seconds. */
import { useEffect, useState } from 'react';

/** Renders the caller anew each second while `on`; returns this machine's ms. */
export function useSeconds(on = true): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!on) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [on]);
  return now;
}
