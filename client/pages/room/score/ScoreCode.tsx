/** The code of a score: which files differ from those of now, a comparison of each, and the way back to it. */
import { useEffect, useState } from 'react';
import { asAppError } from '../../../api/error.ts';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { type ThenNow, takeBack, thenAndNow } from '../../../state/scoreCode.ts';
import { useStore } from '../../../store/store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Note } from '../../../ui/Status.tsx';
import { Loading } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { common } from '../../../words/common.ts';
import { scoreCodeWords as words } from '../../../words/scores.ts';
import type { Comparison } from '../editor/comparison.ts';

/** The files of the score once they are there, or why they are not. */
function useCode({ api, me }: RoomSession, scoreId: string) {
  const [files, setFiles] = useState<Record<string, string> | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    api.scoreCode(me.interviewId, scoreId).then(
      (code) => gone || setFiles(code.files),
      (cause: unknown) => gone || setFault(asAppError(cause).message),
    );
    return () => {
      gone = true;
    };
  }, [api, me, scoreId]);
  return { files, fault };
}

function FileLine({ file, onCompare }: { file: ThenNow; onCompare: () => void }) {
  return (
    <li className="row spread">
      <code>{file.name}</code>
      {file.isSame ? <span className="quiet small">{words.same}</span> : null}
      {file.isSame || !file.now ? null : <Button onClick={onCompare}>{words.compare}</Button>}
      {file.now ? null : <span className="quiet small">{words.gone}</span>}
    </li>
  );
}

/** `onCompare` shows a file beside its text of then; `score` is the score's id and what it is called. */
export function ScoreCode({
  session,
  task,
  actions,
  score,
  onCompare,
  onClose,
}: {
  session: RoomSession;
  task: Task;
  actions: RoomActions;
  score: { scoreId: string; title: string };
  onCompare: (comparison: Comparison) => void;
  onClose: () => void;
}) {
  const { projectFiles } = task;
  const { files, fault } = useCode(session, score.scoreId);
  const frozen = useStore(session.connection.room.store, () => !session.mayWork());
  const editor = useStore(actions.editor);
  useStore(projectFiles.files);
  const compared = files ? thenAndNow(files, projectFiles) : [];
  const same = compared.every(({ isSame }) => isSame);
  const blocked = frozen || !editor || same;
  const put = () => {
    if (!editor) return;
    takeBack(compared, editor, projectFiles);
    toast(words.taken(score.title));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title(score.title)}
      foot={
        <>
          <Button onClick={onClose}>{common.close}</Button>
          <Button look="primary" aria-disabled={blocked} onClick={put}>
            {words.take}
          </Button>
        </>
      }
    >
      {fault ? <Note tone="trouble">{words.failed(fault)}</Note> : null}
      {files || fault ? null : <Loading what={words.what} />}
      {files ? (
        <>
          <p>{same ? words.allSame : words.lead}</p>
          <ul className="score-files stack-tight">
            {compared.map((file) => (
              <FileLine
                key={file.name}
                file={file}
                onCompare={() => {
                  if (!file.now) return;
                  const labels = { original: score.title, modified: words.now };
                  onCompare({
                    file: file.now,
                    original: file.earlier,
                    labels,
                    title: words.diff(file.name, score.title),
                  });
                }}
              />
            ))}
          </ul>
        </>
      ) : null}
    </Dialog>
  );
}
