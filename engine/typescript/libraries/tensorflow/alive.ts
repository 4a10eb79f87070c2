/** The tensors that exist, of which tfjs itself knows only how many: what a run leaves behind is told with its shapes. */
import { engine, type Tensor, util } from '@tensorflow/tfjs';

/** What is kept of a tensor, which would keep its values from being freed. */
export interface Alive {
  /** Tensors of the same data have the same number. */
  data: number;
  shape: readonly number[];
  bytes: number;
}

interface Engine {
  trackTensor(tensor: Tensor, backend?: unknown): void;
  disposeTensor(tensor: Tensor): void;
}

const alive = new Map<number, Alive>();
let watched: Engine | null = null;

/** Tensors by their id, those made since {@link watchTensors}. */
export const tensorsAlive = (): ReadonlyMap<number, Alive> => alive;

/** Follows what tfjs makes and disposes of from now on. */
export function watchTensors(): void {
  const current = engine() as unknown as Engine;
  if (watched === current) return;
  watched = current;
  const { trackTensor, disposeTensor } = current;
  current.trackTensor = function track(this: Engine, tensor, backend) {
    trackTensor.call(this, tensor, backend);
    alive.set(tensor.id, aliveOf(tensor));
  };
  current.disposeTensor = function dispose(this: Engine, tensor) {
    disposeTensor.call(this, tensor);
    alive.delete(tensor.id);
  };
}

function aliveOf({ id, dataId, shape, size, dtype }: Tensor): Alive {
  const data = (dataId as { id?: number }).id ?? id;
  // Texts and complex numbers have no bytes of their own there; a size that is no number has none at all.
  const bytes = dtype === 'string' || dtype === 'complex64' ? 0 : size * util.bytesPerElement(dtype);
  return { data, shape, bytes: Number.isFinite(bytes) ? bytes : 0 };
}
