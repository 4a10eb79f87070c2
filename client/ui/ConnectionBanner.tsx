/** The banner about the connection. */
import { WifiOff } from 'lucide-react';
import { LIMITS } from '../../protocol/limits.ts';
import { isStaff } from '../../protocol/role.ts';
import type { Connection } from '../realtime/connection.ts';
import type { RoomView } from '../realtime/roomModel.ts';
import { useStore } from '../store/store.ts';
import { common } from '../words/common.ts';
import { connectionWords, fullnessWords, keptWords, saveWords } from '../words/connection.ts';
import { Button } from './Button.tsx';
import { Note } from './Status.tsx';
import { useSeconds } from './useSeconds.ts';

/** How full the log is, where that matters: to staff from a share on, to everybody where its last part is begun. */
function fullnessText({ logBytes, me }: RoomView): string | null {
  const { logBytes: most, logReserveBytes, logWarnShare } = LIMITS;
  const mib = (bytes: number) => Math.floor(bytes / 1024 / 1024);
  const isBegun = logBytes > most - logReserveBytes;
  if (me && isStaff(me.role) && logBytes >= most * logWarnShare) {
    return fullnessWords.staff(mib(logBytes), mib(most), isBegun);
  }
  return isBegun ? fullnessWords.candidate : null;
}

/** Says that the connection is away, why, and when it is tried again; takes one line and blocks nothing. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  const link = useStore(connection.link);
  const fullness = useStore(connection.room.store, fullnessText);
  const newBuild = useStore(connection.room.store, (view) => view.newBuild);
  const now = useSeconds(link.synced && (link.phase === 'waiting' || link.phase === 'connecting'));
  if (link.phase === 'ended') {
    return (
      <div className="banner banner-trouble" role="alert">
        <span>
          {`${connectionWords.endedTitle}: ${link.reason.message}`}
          {link.save.kind === 'unsaved' ? ` ${keptWords(link.durable)}` : null}
        </span>
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
  if (fullness !== null) {
    return (
      <div className="banner" role="status">
        <Note tone="attention">{fullness}</Note>
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
