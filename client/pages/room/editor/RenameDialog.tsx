/** The dialog that renames a name in all files: it shows what changes, and one undo takes it back. */
import { type FormEvent, useRef, useState } from 'react';
import type { Models } from '../../../editor/models.ts';
import { editsOf, placeAt, type Use } from '../../../editor/symbols.ts';
import type { OpenFile } from '../../../state/files.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { Marked } from '../../../ui/Typed.tsx';
import { toast } from '../../../ui/toast.tsx';
import { common } from '../../../words/common.ts';
import { renameWords } from '../../../words/editor.ts';
import { fileWords } from '../../../words/files.ts';

/** Lines shown of what changes. */
const SHOWN = 50;

/** Words that are no names in one of the languages; of the two, since a name that is a word in the other reads badly. */
const KEYWORDS = new Set(
  'False None True and as assert async await break class const continue def del do elif else enum except export extends false finally for from function global if import in instanceof is lambda let new nonlocal not null or pass raise return super switch this throw true try typeof var void while with yield'.split(
    ' ',
  ),
);

export interface Renaming {
  name: string;
  uses: Use[];
}

/** Why the name cannot be given, or null. */
function faultOf(next: string, { name, uses }: Renaming): string | null {
  if (next === name) return renameWords.unchanged;
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(next)) return renameWords.invalid;
  if (KEYWORDS.has(next)) return renameWords.keyword(next);
  const word = new RegExp(`(?<![\\p{L}\\p{N}_$])${next.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'u');
  const taken = uses.find(({ file }) => word.test(file.text.toString()));
  return taken ? renameWords.taken(next, taken.file.name) : null;
}

/** The line of a use with the name marked. */
function UseLine({ use }: { use: Use }) {
  const text = use.file.text.toString();
  const from = text.lastIndexOf('\n', use.start - 1) + 1;
  const end = text.indexOf('\n', use.end);
  const to = end === -1 ? text.length : end;
  return (
    <li>
      <span className="quiet small">{renameWords.line(use.file.name, placeAt(text, use.start).line)}</span>
      <code>
        <Marked text={text.slice(Math.max(from, use.start - 60), use.start).trimStart()} />
        <mark>{text.slice(use.start, use.end)}</mark>
        <Marked text={text.slice(use.end, Math.min(to, use.end + 60))} />
      </code>
    </li>
  );
}

/** Asks for the new name. */
export function RenameDialog({
  models,
  renaming,
  onClose,
}: {
  models: Models;
  renaming: Renaming;
  onClose: () => void;
}) {
  const { name, uses } = renaming;
  const [next, setNext] = useState(name);
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const files = new Set<OpenFile>(uses.map(({ file }) => file));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = models.mayChange() ? faultOf(next.trim(), renaming) : fileWords.faults.closed;
    setFault(found);
    if (found) return;
    const edits = editsOf(uses, name, next.trim());
    if (edits) {
      models.editAll(edits);
      toast(renameWords.done(next.trim(), uses.length));
    } else toast(renameWords.moved, 'attention');
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={renameWords.title(name)}
      focus={field}
      foot={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" form="rename">
            {renameWords.rename}
          </Button>
        </>
      }
    >
      <form id="rename" onSubmit={submit} noValidate>
        <TextField
          ref={field}
          label={renameWords.name}
          hint={renameWords.counted(uses.length, files.size)}
          error={fault}
          value={next}
          spellCheck={false}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setNext(event.target.value)}
        />
      </form>
      <section aria-label={renameWords.places}>
        <ul className="rename-places">
          {uses.slice(0, SHOWN).map((use) => (
            <UseLine key={`${use.file.id} ${use.start}`} use={use} />
          ))}
        </ul>
        {uses.length > SHOWN ? <p className="quiet small">{renameWords.more(uses.length - SHOWN)}</p> : null}
      </section>
    </Dialog>
  );
}
