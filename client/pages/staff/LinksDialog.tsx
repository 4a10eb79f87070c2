/** The dialog of an interview's links. */

import { useCallback, useEffect, useState } from 'react';
import type { InterviewSummary, Link, LinkStatus } from '../../../protocol/api.ts';
import { isolatedText } from '../../../protocol/visible.ts';
import type { Api } from '../../api/client.ts';
import { asAppError } from '../../api/error.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Note, Status } from '../../ui/Status.tsx';
import { Loading } from '../../ui/states.tsx';
import { dateTime } from '../../words/format.ts';
import { newWords, linkPanelWords as words } from '../../words/staff.ts';
import { LinkRow } from './LinkRow.tsx';

const MAKEABLE = ['candidate', 'interviewer', 'observer'] as const;

function Validity({ link }: { link: LinkStatus }) {
  if (link.revokedAt !== null) return <Status tone="trouble">{words.revoked(dateTime(link.revokedAt))}</Status>;
  if (link.expiresAt < Date.now()) return <Status tone="attention">{words.expired(dateTime(link.expiresAt))}</Status>;
  return <Status tone="ok">{words.valid(dateTime(link.expiresAt))}</Status>;
}

/** One link with its state, who used it, and what can be done with it. */
function LinkItem({
  api,
  interviewId,
  link,
  attempt,
}: {
  api: Api;
  interviewId: string;
  link: LinkStatus;
  attempt: (action: () => Promise<void>) => Promise<void>;
}) {
  const live = link.revokedAt === null && link.expiresAt > Date.now();
  const name = words.role[link.role];
  return (
    <li className="link-row">
      <span>{name}</span>
      <span className="stack-tight">
        <Validity link={link} />
        <span className="quiet small">
          {link.claims.length > 0
            ? words.usedBy(link.claims.map((c) => isolatedText(c.name)).join(', '))
            : words.unused}
        </span>
      </span>
      <span className="row">
        {live && link.role === 'candidate' && link.claims.length > 0 ? (
          <Button onClick={() => attempt(() => api.resetLink(interviewId, link.inviteId))}>{words.reset}</Button>
        ) : null}
        {live ? (
          <Button
            look="danger"
            aria-label={`${words.revoke}: ${name}`}
            onClick={() => attempt(() => api.revokeLink(interviewId, link.inviteId))}
          >
            {words.revoke}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

/** Links of one interview: who used them, revoke, free a candidate link for another browser, make new ones. */
export function LinksDialog({
  api,
  interview,
  onClose,
}: {
  api: Api;
  interview: InterviewSummary;
  onClose: () => void;
}) {
  const [links, setLinks] = useState<LinkStatus[] | null>(null);
  const [made, setMade] = useState<Link[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const refresh = useCallback(async () => setLinks(await api.links(interview.id)), [api, interview.id]);
  const attempt = useCallback(
    async (action: () => Promise<void>) => {
      setProblem(null);
      try {
        await action();
        await refresh();
      } catch (cause) {
        setProblem(asAppError(cause).message);
      }
    },
    [refresh],
  );
  useEffect(() => {
    void attempt(async () => undefined);
  }, [attempt]);

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={words.title(interview.title)}
      foot={
        <Button look="primary" onClick={onClose}>
          {words.done}
        </Button>
      }
    >
      {problem ? (
        <Note tone="trouble" live>
          {problem}
        </Note>
      ) : null}
      {made.length > 0 ? (
        <>
          <Note tone="attention">{newWords.once}</Note>
          <ul className="link-list">
            {made.map((link) => (
              <LinkRow key={link.inviteId} link={link} />
            ))}
          </ul>
        </>
      ) : null}
      {links === null ? (
        <Loading what={words.loading} />
      ) : (
        <ul className="link-list">
          {links.map((link) => (
            <LinkItem key={link.inviteId} api={api} interviewId={interview.id} link={link} attempt={attempt} />
          ))}
        </ul>
      )}
      <div className="row">
        {MAKEABLE.map((role) => (
          <Button
            key={role}
            onClick={() =>
              attempt(async () => {
                const link = await api.createLink(interview.id, role);
                setMade((now) => [...now, link]);
              })
            }
          >
            {words.make[role]}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
