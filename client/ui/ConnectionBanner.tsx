/** The banner about the connection. */
import { WifiOff } from 'lucide-react';
import type { Connection } from '../realtime/connection.ts';
import { useStore } from '../store/store.ts';
import { common } from '../words/common.ts';
import { connectionWords, saveWords } from '../words/connection.ts';
import { Button } from './Button.tsx';
import { Note } from './Status.tsx';
import { useSeconds } from './useSeconds.ts';

/** Says that the connection is away, why, and when it is tried again; takes one line and blocks nothing. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  const link = useStore(connection.link);
  const newBuild = useStore(connection.room.store, (view) => view.newBuild);
  const now = useSeconds(link.synced && (link.phase === 'waiting' || link.phase === 'connecting'));
  if (link.phase === 'ended') {
    return (
      <div className="banner banner-trouble" role="alert">
        <span>{`${connectionWords.endedTitle}: ${link.reason.message}`}</span>
        <Button onClick={() => location.reload()}>{common.reload}</Button>
      </div>
    );
  }
  if (link.synced && link.phase !== 'open') {
    const seconds = link.phase === 'waiting' ? Math.max(0, Math.ceil((link.retryAt - now) / 1000)) : 0;
    const what = link.durable ? connectionWords.banner : connectionWords.bannerVolatile;
    return (
      <div className="banner" role="status">
        <WifiOff aria-hidden="true" />
        <span>{`${link.reason ? `${link.reason.message} ` : ''}${what} (${connectionWords.retryIn(seconds)}).`}</span>
        <Button onClick={() => connection.retryNow()}>{connectionWords.retryNow}</Button>
      </div>
    );
  }
  // Before everything that can wait: a reload now would lose what is not saved.
  if (!link.durable) {
    return (
      <div className="banner" role="status">
        <Note tone="attention">{saveWords.volatile}</Note>
      </div>
    );
  }
  if (newBuild) {
    return (
      <div className="banner">
        <Note>{connectionWords.reloadNewBuild}</Note>
        <Button onClick={() => location.reload()}>{common.reload}</Button>
      </div>
    );
  }
  return null;
}
