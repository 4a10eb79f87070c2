/** A pane that is folded to a strip: what is in it, and one press opens it again. */
import { keyLabel } from '../../ui/shortcuts.tsx';
import { roomWords } from '../../words/room.ts';

/** `upright`: at the side of the room, where the words stand upright. */
export function FoldedPane({
  facts,
  keys,
  upright = false,
  onOpen,
}: {
  facts: readonly string[];
  keys: string;
  upright?: boolean;
  onOpen: () => void;
}) {
  const words = facts.filter((fact) => fact !== '').join(' · ');
  return (
    <button
      type="button"
      className="folded-pane"
      data-upright={upright ? '' : undefined}
      aria-label={roomWords.unfold(words)}
      title={`${roomWords.unfold(words)} (${keyLabel(keys)})`}
      onClick={onOpen}
    >
      <span>{words}</span>
    </button>
  );
}
