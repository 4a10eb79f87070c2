/** A button that copies a text. */
import { common } from '../words/common.ts';
import { Button } from './Button.tsx';
import { toast } from './toast.tsx';

/** Puts the text on the clipboard and says so; without permission it says what to do instead. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(common.copied);
  } catch {
    toast(common.copyFailed, 'attention');
  }
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  return (
    <Button look="quiet" onClick={() => void copy(text)}>
      {label}
    </Button>
  );
}
