/** Keys as this machine's keyboard calls them. */

/** True on an Apple keyboard, whose modifiers are others. */
export const isApple = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** "Mod+Enter" in the words of the keyboard: `Mod` is Ctrl, or ⌘ on a Mac; Alt is Option there. */
export const keyLabel = (keys: string, apple = isApple()): string =>
  apple ? keys.replace('Mod', '⌘').replace('Alt', 'Option') : keys.replace('Mod', 'Ctrl');

/** What makes Tab leave the editor, or indent again: on a Mac Ctrl+M is taken. */
export const tabModeKeys = (apple = isApple()): string => (apple ? 'Ctrl+Shift+M' : 'Ctrl+M');
