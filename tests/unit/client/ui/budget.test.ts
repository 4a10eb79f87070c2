/** The work that output of a program costs the page: reading, planning, drawing. Counted in steps, never in time. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RenderBudget } from '../../../../client/ui/outputs/budget.ts';
import { tableOf, ticks } from '../../../../client/ui/outputs/curves.ts';
import { pictureFault } from '../../../../client/ui/outputs/picture.ts';
import { planned } from '../../../../client/ui/outputs/plan.ts';
import { TerminalText, terminalLines } from '../../../../client/ui/outputs/terminal.ts';
import type { OutputItem, TableItem } from '../../../../protocol/output.ts';

const ESC = '\u001b';
/** What has held up readers of terminal text, to be repeated. */
const PIECES = [
  `${ESC}[`,
  `${ESC}[31m`,
  `${ESC}[38;5;`,
  `${ESC}]0;`,
  `${ESC}P`,
  ESC,
  '!',
  '?',
  ';',
  '1',
  ' ',
  '\r',
  '\n',
  '\r\n',
  'x',
  'm',
  '\u0301',
  '\u202e',
];

describe('reading', () => {
  test('[OU1] takes steps in proportion to the text, whatever it repeats', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 2_000 }),
        (pieces, times) => {
          const text = pieces.join('').repeat(times);
          const terminal = new TerminalText();
          terminal.push(text);
          expect(terminal.work).toBeLessThanOrEqual(3 * text.length + 3);
        },
      ),
    );
  });

  test('[OU1] reads the sequence that never ends, 250,000 characters of it', () => {
    const terminal = new TerminalText();
    terminal.push(`${ESC}[${'!'.repeat(250_000)}`);
    expect(terminal.work).toBeLessThan(800_000);
    terminal.push('\nafter');
    expect(terminal.lines.at(-1)).toEqual([{ text: 'after', className: '' }]);
  });

  test('[OU1] a text that comes in pieces is read as one, wherever it is cut, and nothing twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        (all, size) => {
          const text = all.join('');
          const terminal = new TerminalText();
          for (let at = 0; at < text.length; at += size) terminal.push(text.slice(at, at + size));
          const flat = (lines: ReturnType<typeof terminalLines>) =>
            lines.map((line) => line.map((span) => `${span.className}|${span.text}`).join());
          expect(flat(terminal.lines)).toEqual(flat(terminalLines(text)));
          expect(terminal.work).toBeLessThanOrEqual(3 * text.length + 3);
        },
      ),
    );
  });

  test('[OU2] with too many changes of colour the text stays and the colours go', () => {
    const terminal = new TerminalText();
    terminal.push(`${ESC}[31ma${ESC}[32mb`.repeat(20_000));
    expect(terminal.plain).toBe(true);
    expect(terminal.lines[0]?.length).toBeLessThanOrEqual(64);
    expect(terminal.lines[0]?.map((span) => span.text).join('')).toBe('ab'.repeat(20_000));
  });
});

const table = (rows: number, columns: number): TableItem => ({
  type: 'table',
  kind: 'frame',
  columns: Array.from({ length: columns }, (_, i) => ({ name: `c${i}`, dtype: 'float64' })),
  index: { name: '', dtype: 'int64', labels: Array.from({ length: rows }, (_, i) => i) },
  rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => 1)),
  head: rows,
  shape: [rows, columns],
});

describe('drawing', () => {
  test('[OU2] the largest table is drawn, the ones after it fold, and a run stays within its share', () => {
    const plan = planned(Array.from({ length: 20 }, () => table(200, 50)));
    expect(plan.map(({ plain }) => plain)).toEqual([false, ...Array.from({ length: 19 }, () => true)]);
    expect(plan.reduce((sum, { elements }) => sum + elements, 0)).toBeLessThanOrEqual(12_200);
  });

  test('[OU2] text of thousands of colours is planned plain, and errors and notices never are', () => {
    const colours = `${ESC}[31ma${ESC}[0m `.repeat(3_000);
    const items: OutputItem[] = [
      { type: 'stream', name: 'stdout', text: colours },
      { type: 'stream', name: 'stderr', text: colours },
      { type: 'stream', name: 'stdout', text: colours },
      { type: 'error', name: 'E', message: 'm', frames: [], text: '' },
    ];
    expect(planned(items).map(({ plain }) => plain)).toEqual([false, true, true, false]);
  });

  test('[OU3] what comes when the share of the moment is used up waits for its turn, in order, one per turn', () => {
    let now = 0;
    const timers: (() => void)[] = [];
    const budget = new RenderBudget(
      () => now,
      (call) => timers.push(call),
    );
    const turn = () => {
      now += 200;
      timers.shift()?.();
    };
    expect(budget.atOnce(10_000)).toBe(true);
    expect(budget.atOnce(10_000)).toBe(false);
    const drawn: string[] = [];
    budget.wait(8_000, () => drawn.push('a'));
    const giveUp = budget.wait(8_000, () => drawn.push('b'));
    budget.wait(50_000, () => drawn.push('c'));
    // Nobody overtakes those who wait.
    expect(budget.atOnce(1)).toBe(false);
    turn();
    expect(drawn).toEqual(['a']);
    giveUp();
    for (let i = 0; i < 4; i++) turn();
    expect(drawn).toEqual(['a', 'c']);
    now += 2_000;
    expect(budget.atOnce(100)).toBe(true);
  });

  test('[OU5] an axis has a bounded number of marks whatever its numbers are', () => {
    const value = fc.double({ noNaN: true });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 20 }), (a, b, most) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        const marks = ticks(min, max, most);
        expect(marks.length).toBeLessThanOrEqual(most + 2);
        if (marks.length > 1) for (const mark of marks) expect(mark >= min && mark <= max).toBe(true);
      }),
    );
    expect(ticks(1e17, 1e17 + 16, 5).length).toBeLessThanOrEqual(7);
    expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  test('[OU11] the values of a chart are a table, evenly thinned, with its first and its last point', () => {
    const points = Array.from({ length: 1_000 }, (_, i): [number, number] => [i, i * 2]);
    const { rows, all } = tableOf(
      {
        type: 'curve',
        chart: 'c',
        xLabel: '',
        series: [
          { name: 'a', points },
          { name: 'b', points: [[999, 7]] },
        ],
      },
      100,
    );
    expect(all).toBe(1_000);
    expect(rows).toHaveLength(100);
    expect(rows[0]).toEqual([0, 0, null]);
    expect(rows.at(-1)).toEqual([999, 1998, 7]);
  });
});

const svg = (text: string) => ({ mime: 'image/svg+xml' as const, data: btoa(text) });
/** The header of a PNG that claims a size. */
function png(width: number, height: number) {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return { mime: 'image/png' as const, data: btoa(String.fromCharCode(...bytes)) };
}
const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';

describe('pictures', () => {
  test('[OU4] what plots are made of is drawn', () => {
    const plot = `<svg ${XMLNS} viewBox="0 0 10 10"><style>:where(.p) { color: black; }</style><g aria-label="a &gt; b" transform="translate(1,2)"><path d="M0,0L1,1" stroke-dasharray="4,2" style="mix-blend-mode: multiply"/><text dy="0.3em">é</text></g></svg>`;
    const bytes = String.fromCharCode(...new TextEncoder().encode(plot));
    expect(pictureFault({ mime: 'image/svg+xml', data: btoa(bytes) })).toBeNull();
    expect(pictureFault(png(2_000, 1_500))).toBeNull();
  });

  test('[OU4] a PNG of more pixels than memory holds is not', () => {
    expect(pictureFault(png(65_000, 65_000))).toBe('pixels');
    expect(pictureFault({ mime: 'image/png', data: 'iVBORw0KGgo=' })).toBe('pixels');
  });

  test.each([
    ['shapes that repeat shapes', '<use href="#a"/>'],
    ['a filter', '<rect filter="url(#f)"/>'],
    ['a filter in a style', '<rect style="filter: blur(9px)"/>'],
    ['a filter spelt with escapes', '<rect style="f\\69lter: blur(9px)"/>'],
    ['a filter spelt with references', '<rect style="f&#105;lter: blur(9px)"/>'],
    ['a style sheet that brings in another', '<style>@import "data:,"</style>'],
    ['an animated style', '<style>rect { animation: a 1s infinite }</style>'],
    ['an animation', '<animate attributeName="x"/>'],
    ['HTML', '<foreignObject><p/></foreignObject>'],
    ['a pattern', '<pattern id="p"/>'],
    ['a script', '<script>1</script>'],
    ['dashes without length', '<path d="M0,0h9" stroke-dasharray="0.0001"/>'],
    ['a marker made of marked lines', '<marker id="m"><path marker-mid="url(#n)"/></marker>'],
    ['an entity', '<!ENTITY a "b">'],
    ['a tag inside a tag', `<g ${'a'.repeat(50)}<g>`],
  ])('[OU4] an SVG with %s is not', (_, part) => {
    expect(pictureFault(svg(`<svg ${XMLNS}>${part}</svg>`))).toBe('parts');
  });

  test('[OU4] nor one that is deep, has too many shapes, or begins with a declaration', () => {
    expect(pictureFault(svg(`<svg ${XMLNS}>${'<g>'.repeat(100)}`))).toBe('size');
    expect(pictureFault(svg(`<svg ${XMLNS}>${'<g/>'.repeat(20_001)}</svg>`))).toBe('size');
    expect(pictureFault(svg(`<svg ${XMLNS}><marker>${'<path/>'.repeat(21)}</marker></svg>`))).toBe('size');
    expect(pictureFault(svg(`<?xml version="1.0" encoding="utf-16"?><svg ${XMLNS}/>`))).toBe('parts');
    expect(
      pictureFault(svg(`<svg ${XMLNS}><image href="data:image/png;base64,${png(9_999, 9_999).data}"/></svg>`)),
    ).toBe('pixels');
  });
});
