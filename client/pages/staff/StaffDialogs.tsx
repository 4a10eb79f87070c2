/** What opens over the staff home, in a separate chunk: the list is there before it, and most visits never open one. */
import type { InterviewSummary, ScenarioSummary } from '../../../protocol/api.ts';
import type { Api } from '../../api/client.ts';
import { Toasts } from '../../ui/toast.tsx';
import { LinksDialog } from './LinksDialog.tsx';
import { NewInterview } from './NewInterview.tsx';

interface Props {
  api: Api;
  scenarios: ScenarioSummary[];
  creating: boolean;
  linksOf: InterviewSummary | null;
  onClose: () => void;
  onCreated: () => Promise<void>;
}

export default function StaffDialogs({ api, scenarios, creating, linksOf, onClose, onCreated }: Props) {
  return (
    <Toasts>
      {creating ? <NewInterview api={api} scenarios={scenarios} onClose={onClose} onCreated={onCreated} /> : null}
      {linksOf ? <LinksDialog api={api} interview={linksOf} onClose={onClose} /> : null}
    </Toasts>
  );
}
