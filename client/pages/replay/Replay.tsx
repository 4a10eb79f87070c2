import { common } from '../../ui/messages.ts';

export default function Replay({ inviteId, interviewId }: { inviteId: string; interviewId: string }) {
  return (
    <main className="sheet" data-invite={inviteId} data-interview={interviewId}>
      <h1>{common.product}</h1>
    </main>
  );
}
