/** A way of carrying bytes from training to predicting. */

export interface Ending {
  /** Fewer than 40,032 bytes, where more are impossible: why is said beside it. */
  bytes?: number;
  /** The bytes are not there when predict runs, however much of them has crossed. */
  lost?: true;
  /** The code of the typed error, by the official path or by the count. */
  refused?: string;
}

/** In Python: the bodies of `put(data)`, which makes what fit returns, and of `take(model)`, which gives the bytes back. */
export type Way = readonly [what: string, put: string, take: string, ending?: Ending];
