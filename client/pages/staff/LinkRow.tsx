/** A link that was just made. */
import type { Link } from '../../../protocol/api.ts';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/toast.tsx';
import { common } from '../../words/common.ts';
import { linkPanelWords } from '../../words/staff.ts';

async function copy(url: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url);
    toast(common.copied);
  } catch {
    // No clipboard permission, or no secure context: the address is in a field that can be selected.
    toast(common.copyFailed, 'attention');
  }
}

/** A link that was just made, in full, with a copy button. */
export function LinkRow({ link }: { link: Link }) {
  const name = linkPanelWords.role[link.role];
  return (
    <li className="link-row">
      <span>{name}</span>
      <input className="input numeric" readOnly value={link.url} aria-label={name} onFocus={(e) => e.target.select()} />
      <Button onClick={() => copy(link.url)} aria-label={`${linkPanelWords.copy}: ${name}`}>
        {linkPanelWords.copy}
      </Button>
    </li>
  );
}
