/** Files as a candidate gets them: each template with its regions decided, and the test-solve. */
import { ENDING } from '../../../protocol/language.ts';
import type { Template } from '../read/regions.ts';
import type { Scaffold } from '../read/scaffold.ts';
import type { Scenario } from '../read/scenario.ts';

/**
 * A scaffold with these bugs planted and every other one fixed: text by file name, in the order in which files are shown.
 * @throws Error where the scenario has no such scaffold
 */
export function renderFiles(scenario: Scenario, scaffold: Scaffold, bugs: ReadonlySet<string>): Record<string, string> {
  const templates = scenario.scaffold[scaffold.name];
  if (!templates) throw new Error(`${scenario.slug} has no scaffold ${scaffold.name}`);
  const names = scenario.spec.files.map((stem) => stem + ENDING[scaffold.language]);
  return Object.fromEntries(templates.map((template, at) => [names[at] as string, render(template, bugs)]));
}

/** The test-solve: the scaffold with everything fixed, and the files of `reference/` in place of those of the same name. */
export function referenceFiles(scenario: Scenario, scaffold: Scaffold): Record<string, string> {
  return { ...renderFiles(scenario, scaffold, new Set()), ...scenario.reference[scaffold.name] };
}

/** A line of a rendered file, and where it is in the scaffold's. */
interface RenderedLine {
  text: string;
  /** From 1. */
  line: number;
}

/** The file with these bugs planted and all others fixed. */
export function render(template: Template, bugs: ReadonlySet<string>): string {
  return renderLines(template, bugs)
    .map(({ text }) => text)
    .join('\n');
}

/**
 * {@link render}, line by line. Where a side is empty, the blank lines around the region close up to the longer run beside
 * it, so that no gap shows where something was.
 */
export function renderLines(template: Template, bugs: ReadonlySet<string>): RenderedLine[] {
  const lines: RenderedLine[] = [];
  let joint = false;
  let next = 1;
  for (const part of template.parts) {
    const first = next;
    let chosen: RenderedLine[];
    if (Array.isArray(part)) {
      chosen = numbered(part, first);
      next += part.length;
    } else {
      const { id, buggy, fixed } = part;
      chosen = bugs.has(id) ? numbered(buggy, first + 1) : numbered(fixed, first + buggy.length + 2);
      next += buggy.length + fixed.length + 3;
    }
    if (chosen.length === 0) {
      joint = true;
      continue;
    }
    let skip = 0;
    if (joint) skip = Math.min(blanks(lines.toReversed()), blanks(chosen));
    lines.push(...chosen.slice(skip));
    joint = false;
  }
  return lines;
}

function numbered(lines: readonly string[], first: number): RenderedLine[] {
  return lines.map((text, at) => ({ text, line: first + at }));
}

function blanks(lines: readonly RenderedLine[]): number {
  const first = lines.findIndex(({ text }) => text.trim() !== '');
  return first < 0 ? lines.length : first;
}
