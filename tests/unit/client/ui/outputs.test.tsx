/** Outputs of runs as elements: text, tables, charts, tracebacks. */
// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { aligned, spoken } from '../../../../client/ui/outputs/curves.ts';
import { OutputItems } from '../../../../client/ui/outputs/OutputItems.tsx';
import { joined } from '../../../../client/ui/outputs/plan.ts';
import { RunCard } from '../../../../client/ui/outputs/RunCard.tsx';
import { terminalLines } from '../../../../client/ui/outputs/terminal.ts';
import { saveText } from '../../../../client/ui/SaveStatus.tsx';
import type { CurveItem, OutputItem } from '../../../../protocol/output.ts';
import type { Run } from '../../../../protocol/run.ts';

// There is no canvas here; the drawn part is looked at in a browser.
vi.mock('../../../../client/ui/outputs/CurvePlot.tsx', () => ({ default: () => null }));

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

  describe('curves', () => {
    const curve = (chart: string, series: Record<string, [number, number][]>, xLabel = 'epoch'): CurveItem => ({
      type: 'curve',
      chart,
      xLabel,
      series: Object.entries(series).map(([name, points]) => ({ name, points })),
    });
    const first = curve('fit', { loss: [[1, 0.9]] });
    const second = curve('fit', { loss: [[2, 0.5]], valid: [[2, 0.7]] }, 'step');

    test('[CL25] items of a chart are one chart, where its first points came, and text around them stays one text', () => {
      const other = curve('second', { loss: [[1, 1]] });
      const items = [out('a'), first, out('b'), second, out('c'), other];
      const before = JSON.stringify(items);
      expect(joined(items)).toEqual([
        out('a'),
        curve('fit', {
          loss: [
            [1, 0.9],
            [2, 0.5],
          ],
          valid: [[2, 0.7]],
        }),
        out('bc'),
        other,
      ]);
      expect(JSON.stringify(items)).toBe(before);
    });

    test('[CL25] series share one axis, with gaps where one has no value', () => {
      const series = curve('fit', {
        loss: [
          [3, 0.3],
          [1, 0.9],
          [1, 0.8],
        ],
        valid: [
          [2, 0.7],
          [3, 0.6],
        ],
      }).series;
      expect(aligned(series)).toEqual([
        [1, 2, 3],
        [0.8, null, 0.3],
        [null, 0.7, 0.6],
      ]);
    });

    test('[CL25] a chart says last, lowest and highest values in words', async () => {
      const loss = curve('fit', {
        loss: [
          [1, 1.2],
          [6, 0.39812],
          [8, 0.412],
        ],
      });
      expect(spoken(loss)).toEqual(['loss: 0.412 at epoch 8, lowest 0.3981 at epoch 6, highest 1.2 at epoch 1']);
      expect(spoken(curve('fit', { loss: [[1, 2]] }, ''))).toEqual(['loss: 2 at 1, lowest 2 at 1, highest 2 at 1']);
      const shown = await show([loss]);
      expect(shown.querySelector('figure.curve')?.getAttribute('aria-label')).toBe('Chart: fit');
      expect(shown.querySelector('.visually-hidden')?.textContent).toBe(spoken(loss)[0]);
      expect(shown.querySelector('.curve-legend')?.textContent).toBe('loss0.412');
    });
  });

  test('[CL22] terminal colours become classes, a carriage return starts the line anew', () => {
    expect(terminalLines('\u001b[31mred\u001b[0m plain')).toEqual([
      [
        { text: 'red', className: 'fg-ansi-red' },
        { text: ' plain', className: '' },
      ],
    ]);
    expect(terminalLines('10%\r20%\rdone\nnext').map((line) => line.map((s) => s.text).join(''))).toEqual([
      'done',
      'next',
    ]);
    expect(terminalLines('a\u001b[2K\u001b]0;title\u0007b')[0]?.[0]?.text).toBe('ab');
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
      limit: null,
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
    expect(saveText(unsaved, now, true).text).toBe('Not saved for 8 s: the network is away; keep typing');
    expect(saveText({ ...unsaved, online: true, since: now - 500 }, now, true).text).toBe('Saving');
    expect(saveText({ ...unsaved, online: true }, now, true).text).toContain('Not saved for 8 s');
    const refused = { ...unsaved, refused: 'Too large.' };
    expect(saveText(refused, now, true).text).toBe('Not saved: Too large. What is not saved stays in this browser.');
    expect(saveText(refused, now, false).text).toContain('Not saved: Too large. This browser keeps no copy');
    expect(saveText({ kind: 'saved', at: now }, now, true).text).toMatch(/^Saved \d\d:\d\d:\d\d$/);
    expect(saveText({ kind: 'loading' }, now, true).text).not.toContain('Saved');
  });
});
