import { common } from '../../ui/messages.ts';

export default function Room({ inviteId }: { inviteId: string }) {
  return (
    <main className="sheet" data-invite={inviteId}>
      <h1>{common.product}</h1>
    </main>
  );
}
