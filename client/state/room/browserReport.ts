/** Records what the candidate's browser can do, once per interview. */
import type { Connection } from '../../realtime/connection.ts';
import { browserEvent, browserFacts } from '../browser.ts';

/** Waits for the first welcome; nothing is recorded where an earlier page has done so. @returns the way to stop. */
export function reportBrowser(connection: Connection): () => void {
  let stop = () => {};
  let stopped = false;
  void browserFacts().then((facts) => {
    if (stopped) return;
    const report = () => {
      const { ready, state } = connection.room.store.get();
      if (!ready) return;
      stop();
      if (state.browser === null) void connection.say('browser.check', browserEvent(facts)).catch(() => {});
    };
    stop = connection.room.store.subscribe(report);
    report();
  });
  return () => {
    stopped = true;
    stop();
  };
}
