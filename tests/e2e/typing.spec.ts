/** What is typed otherwise than key by key: by an input method, and with several cursors. The watcher sees the same. */
import { both, prepare } from './prepare.ts';
import { editorText, expect, openFile, saveState, test } from './support.ts';

const THREE = 'alpha\nbravo\ncharlie\n';

test('[CL12] text composed by an input method, given up once, arrives at the watcher as it was chosen', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Composed', { files: { 'explore.py': THREE } });
  const { candidate, interviewer, close } = await both(browser, prepared, { python: false });
  await openFile(candidate, 'explore.py');
  await interviewer.getByRole('navigation', { name: 'Files' }).getByRole('button', { name: 'explore.py' }).click();
  await candidate.keyboard.press('Alt+1');
  await candidate.keyboard.press('ControlOrMeta+Home');
  await candidate.keyboard.press('End');
  const input = await candidate.context().newCDPSession(candidate);
  const compose = (text: string) =>
    input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  for (const text of ['n', 'ni', '你', '你h', '你好']) await compose(text);
  await input.send('Input.insertText', { text: '你好' });
  // A second composition, which is given up.
  for (const text of ['x', 'xi']) await compose(text);
  await compose('');
  await candidate.keyboard.type('!');
  for (const page of [candidate, interviewer]) await expect(editorText(page)).toHaveText(/^alpha你好!bravocharlie$/);
  await expect(saveState(candidate)).toContainText('Saved');
  await candidate.keyboard.press('ControlOrMeta+Z');
  for (const page of [candidate, interviewer]) await expect(editorText(page)).toHaveText(/^alphabravocharlie$/);
  await close();
});

test('[CL12] typing, completing a bracket, deleting and undoing with three cursors is the same at the watcher', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Cursors', { files: { 'explore.py': THREE } });
  const { candidate, interviewer, close } = await both(browser, prepared, { python: false });
  await openFile(candidate, 'explore.py');
  await interviewer.getByRole('navigation', { name: 'Files' }).getByRole('button', { name: 'explore.py' }).click();
  await candidate.keyboard.press('Alt+1');
  await candidate.keyboard.press('ControlOrMeta+A');
  await candidate.keyboard.press('Shift+Alt+I');
  const onBoth = async (text: RegExp) => {
    for (const page of [candidate, interviewer]) await expect(editorText(page)).toHaveText(text);
  };
  await candidate.keyboard.type('(é');
  await onBoth(/^alpha\(é\)bravo\(é\)charlie\(é\)/);
  await candidate.keyboard.press('Backspace');
  await candidate.keyboard.press('Backspace');
  await onBoth(/^alphabravocharlie/);
  await candidate.keyboard.insertText('1\n2');
  await onBoth(/^alpha12bravo12charlie12/);
  await candidate.keyboard.press('ControlOrMeta+Z');
  await candidate.keyboard.press('ControlOrMeta+Z');
  await expect(saveState(candidate)).toContainText('Saved');
  const seen = await editorText(candidate).innerText();
  await expect.poll(() => editorText(interviewer).innerText()).toBe(seen);
  await close();
});
