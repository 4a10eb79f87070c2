/** Says what Tab does in the editor and which key changes it: seen when the focus comes by keyboard, and read by screen readers. */
import { isApple, keyLabel, tabModeKeys } from '../store/keys.ts';
import { editorWords } from '../words/editor.ts';
import { type Editor, monaco } from './monaco.ts';

/** The command that switches what Tab does. */
const TAB_MODE = 'holdout.tabMode';

let made = 0;

/** Puts the hint into `host`, which holds the editor. Returns the way to stop. */
export function showTabHint(editor: Editor, host: HTMLElement): () => void {
  const keys = keyLabel(tabModeKeys(isApple()));
  const hint = document.createElement('p');
  made += 1;
  hint.id = `tab-hint-${made}`;
  hint.className = 'tab-hint';
  // A switch is heard.
  hint.setAttribute('aria-live', 'polite');
  host.append(hint);
  let byMouse = false;
  const leaves = () => editor.getOption(monaco.editor.EditorOption.tabFocusMode);
  const write = () => {
    hint.textContent = leaves() ? editorWords.tabLeaves(keys) : editorWords.tabIndents(keys);
  };
  // What Tab does is said until something is typed; that it leaves, for as long as it does.
  const show = (seen: boolean) => {
    write();
    hint.dataset.seen = String(seen || leaves());
  };
  const describe = () => {
    for (const area of host.querySelectorAll('.inputarea, .native-edit-context'))
      area.setAttribute('aria-describedby', hint.id);
  };
  const onPointer = () => {
    byMouse = true;
  };
  host.addEventListener('pointerdown', onPointer, true);
  const subscriptions = [
    editor.onDidFocusEditorText(() => {
      describe();
      show(!byMouse);
      byMouse = false;
    }),
    editor.onDidBlurEditorText(() => show(false)),
    editor.onDidChangeModelContent(() => show(false)),
    editor.onDidChangeConfiguration((event) => {
      if (event.hasChanged(monaco.editor.EditorOption.tabFocusMode)) show(editor.hasTextFocus());
    }),
  ];
  // Not the command that Monaco has for it: that is one switch for all editors, and tells nobody.
  editor.addAction({
    id: TAB_MODE,
    label: editorWords.tabMode,
    run: () => editor.updateOptions({ tabFocusMode: !leaves() }),
  });
  describe();
  show(false);
  return () => {
    host.removeEventListener('pointerdown', onPointer, true);
    for (const one of subscriptions) one.dispose();
    hint.remove();
  };
}
