/** Caps on what one run shows, enforced where it is made (the worker), where it is shown and where it is stored. */
export const OUTPUT_CAPS = {
  /** Lines of stream and value text per run. */
  lines: 10_000,
  /** UTF-16 code units of stream and value text per run. */
  chars: 250_000,
  /** Code units of stream text per run as it is sent: progress bars overwrite most of it, and only what is left to see counts above. */
  rawChars: 1_000_000,
  /** Code units of one stream or value item; longer text is cut into several items. */
  itemChars: 32_768,
  /** Tables per run. */
  tables: 20,
  /** Rows of one table (its head and tail are sent; `shape` is that of the whole). */
  tableRows: 200,
  tableColumns: 50,
  /** Code units of one cell, column name or index label. */
  cellChars: 200,
  /** Code units of all cells, names and labels of one table. */
  tableChars: 100_000,
  /** Images per run. */
  images: 20,
  /** Characters of base64 of one image. */
  imageChars: 524_288,
  /** Charts of live curves per run, and series of one chart. */
  curveCharts: 10,
  curveSeries: 12,
  /** Points of one curve item, and of all curves of a run. */
  curvePoints: 1_000,
  curveRunPoints: 20_000,
  /** Code units of a chart's or series' name, and of the label of its x axis. */
  curveNameChars: 80,
  curveLabelChars: 40,
  /** Frames of one error: the outermost and the innermost ones. */
  frames: 40,
  /** Code units of an error's message and of its full text. */
  messageChars: 2_000,
  errorChars: 20_000,
  noticeChars: 1_000,
  /** Items of one run, all kinds together. */
  items: 4_000,
} as const;
