/**
 * Stands in for plotly.js: danfojs' `df.plot('id').line()` ends in `newPlot`, and the figure is shown as a picture of the run.
 * The id of a page's element that danfojs asks for has no meaning here.
 */
import plotly from 'danfojs/given/plotly.js-dist-min';
import { environment } from '../../display/environment.ts';
import { drawTraces, type Layout, type Trace } from './figure.ts';

Object.assign(plotly, {
  newPlot(_place: unknown, traces: Trace[], layout: Layout = {}): void {
    drawTraces(traces, layout, environment().sink);
  },
});
