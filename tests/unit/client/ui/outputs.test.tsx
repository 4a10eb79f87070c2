// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ansiLines } from '../../../../client/ui/outputs/ansi.ts';
import { joined, OutputItems } from '../../../../client/ui/outputs/OutputItems.tsx';
import { RunCard } from '../../../../client/ui/outputs/RunCard.tsx';
import { saveText } from '../../../../client/ui/SaveStatus.tsx';
import type { OutputItem } from '../../../../protocol/output.ts';
import type { Run } from '../../../../protocol/state.ts';

let host: HTMLElement;
let root: Root;
beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
});
afterEach(async () => {
  await act(() => root.unmount());
  host.remove();
});
const show = async (items: OutputItem[], goTo: ((file: string, line: number) => void) | null = null) => {
  await act(() => root.render(<OutputItems items={items} goTo={goTo} />));
  return host;
};
const out = (text: string): OutputItem => ({ type: 'stream', name: 'stdout', text });

describe('outputs', () => {
  test('[CL22] output is text: markup in it makes no elements', async () => {
    const evil = '<img src=x onerror=alert(1)><script>1</script>';
    const shown = await show([
      out(evil),
      { type: 'value', text: evil },
      { type: 'error', name: 'E', message: evil, frames: [], text: evil },
      { type: 'notice', kind: 'info', text: evil },
    ]);
    expect(shown.querySelector('img, script')).toBeNull();
    expect(shown.textContent?.split(evil).length).toBeGreaterThan(4);
  });

  test('[CL22] pieces of one stream are one text, and streams keep their order', () => {
    const err: OutputItem = { type: 'stream', name: 'stderr', text: 'e' };
    expect(joined([out('a'), out('b'), err, out('c')])).toEqual([out('ab'), err, out('c')]);
  });

  test('[CL22] terminal colours become classes, a carriage return starts the line anew', () => {
    expect(ansiLines('\u001b[31mred\u001b[0m plain')).toEqual([
      [
        { text: 'red', className: 'fg-ansi-red' },
        { text: ' plain', className: '' },
      ],
    ]);
    expect(ansiLines('10%\r20%\rdone\nnext').map((line) => line.map((s) => s.text).join(''))).toEqual(['done', 'next']);
    expect(ansiLines('a\u0007\u0008b')[0]?.[0]?.text).toBe('ab');
  });

  test('[CL23] a traceback links the lines of own files only', async () => {
    const went: [string, number][] = [];
    const shown = await show(
      [
        {
          type: 'error',
          name: 'ValueError',
          message: 'no',
          text: 'Traceback',
          frames: [
            { file: 'model.py', line: 12, name: 'fit', own: true },
            { file: 'numpy/core.py', line: 3, name: 'x', own: false },
          ],
        },
      ],
      (file, line) => went.push([file, line]),
    );
    const links = [...shown.querySelectorAll<HTMLButtonElement>('button.link')];
    expect(links.map((b) => b.textContent)).toEqual(['model.py:12']);
    links[0]?.click();
    expect(went).toEqual([['model.py', 12]]);
  });

  test('[CL23] a table is a table, with its types, and names the rows it leaves out', async () => {
    const shown = await show([
      {
        type: 'table',
        kind: 'frame',
        columns: [{ name: 'amount', dtype: 'float64' }],
        index: { name: '', dtype: 'int64', labels: [0, 99] },
        rows: [[1.5], [null]],
        head: 1,
        shape: [100, 1],
      },
    ]);
    expect(shown.querySelectorAll('tbody tr')).toHaveLength(3);
    expect(shown.textContent).toContain('98 rows not shown');
    expect(shown.querySelector('thead')?.textContent).toContain('float64');
  });

  test('[CL23] a long text keeps only its visible lines in the document', async () => {
    const text = Array.from({ length: 5_000 }, (_, i) => `line ${i}`).join('\n');
    const shown = await show([out(text)]);
    expect(shown.textContent).toContain('5,000 lines');
    expect(shown.querySelectorAll('.stream-row').length).toBeLessThan(300);
  });

  test('[CL24] a run says in words how it ended', async () => {
    const run: Run = {
      runId: 'r',
      number: 3,
      kind: 'cell',
      file: 'explore.py',
      lines: [4, 9],
      code: '',
      startedAt: 0,
      status: 'stopped',
      durationMs: 4_200,
      varsLost: true,
      outputs: [],
      outputsOmitted: false,
      cleared: false,
      weights: null,
      check: null,
    };
    await act(() => root.render(<RunCard run={run} now={() => 0} goTo={null} />));
    expect(host.textContent).toContain('Stopped; variables were lost');
    expect(host.textContent).toContain('explore.py, lines 4 to 9');
    await act(() => root.render(<RunCard run={{ ...run, status: 'running' }} now={() => 12_400} goTo={null} />));
    expect(host.textContent).toContain('Running 12 s');
  });

  test('[CL1] the words of the save state say how long and why', () => {
    const now = 100_000;
    const unsaved = { kind: 'unsaved' as const, since: now - 8_000, online: false, refused: null };
    expect(saveText(unsaved, now).text).toBe('Not saved for 8 s: the network is away; keep typing');
    expect(saveText({ ...unsaved, online: true, since: now - 500 }, now).text).toBe('Saving');
    expect(saveText({ ...unsaved, online: true }, now).text).toContain('Not saved for 8 s');
    expect(saveText({ ...unsaved, refused: 'Too large.' }, now).text).toBe('Not saved: Too large.');
    expect(saveText({ kind: 'saved', at: now }, now).text).toMatch(/^Saved \d\d:\d\d:\d\d$/);
    expect(saveText({ kind: 'loading' }, now).text).not.toContain('Saved');
  });
});
