/** A value as the best item for it: tables as tables, plots as pictures, all else as text. */

import { Mark } from '@observablehq/plot';
import { LayersModel } from '@tensorflow/tfjs';
import { OUTPUT_CAPS } from '../../../protocol/outputCaps.ts';
import { Element } from '../libraries/plot/element.ts';
import { showPlot } from './images/show.ts';
import { type InspectOptions, inspect } from './inspect.ts';
import type { Sink } from './sink.ts';
import { tableItem } from './tables/item.ts';
import { tableSource } from './tables/source.ts';
import { cut } from './text.ts';

/** Shows the value of a cell's last expression or of `display(value)`; `undefined` shows nothing. */
export function showValue(value: unknown, sink: Sink): void {
  if (value === undefined || showObject(value, sink)) return;
  sink.item({ type: 'value', text: cut(textOf(value), OUTPUT_CAPS.itemChars) });
}

/** Shows a value that is a table or a picture; false for values that are shown as text. */
export function showObject(value: unknown, sink: Sink): boolean {
  if (value instanceof Element) return showPlot(value, sink);
  if (value instanceof Mark) return showPlot((value as unknown as { plot(): Element }).plot(), sink);
  const table = tableSource(value);
  if (table === null) return false;
  sink.item(tableItem(table));
  return true;
}

/** The text of a value: a model's summary, else {@link inspect}. */
export function textOf(value: unknown, options: InspectOptions = {}): string {
  return value instanceof LayersModel ? summary(value) : inspect(value, options);
}

/** What `model.summary()` prints. */
function summary(model: LayersModel): string {
  const lines: string[] = [];
  try {
    model.summary(undefined, undefined, (line: unknown) => lines.push(String(line)));
  } catch {
    return `${model.getClassName()} "${model.name}" without an input shape: it has no weights yet.`;
  }
  return lines.join('\n');
}
