/** Reads a Python payload, on page and server alike, and counts its weights from its bytes. */
import type { ModelCount } from '../inventory.ts';
import { compressedBytes } from '../structure.ts';
import { type Container, type ContainerLimits, parseContainer } from './container.ts';
import { type Scan, scanPickle } from './scan.ts';
import { type Claims, structureOf } from './structure.ts';
import { countPayload } from './weights.ts';

/** What is read of a payload. */
interface Reading {
  container: Container;
  scan: Scan;
  /** Which of its bytes are elements. */
  claims: Claims;
  /** Its weights; takes some milliseconds. @throws PayloadError `too-large` */
  count(): ModelCount;
}

/** The module that a file is: `steps/model.py` is `steps.model`. */
export const moduleOf = (file: string): string => file.replace(/\.[^.]+$/, '').replaceAll('/', '.');

/**
 * Reads a payload without unpickling it. `own` are the module names of the candidate's files (`steps/model.py` is
 * `steps.model`).
 * @throws PayloadError with what is wrong and where.
 */
export function readPayload(bytes: Uint8Array, own: Iterable<string>, limits: Partial<ContainerLimits> = {}): Reading {
  const container = parseContainer(bytes, limits);
  const scan = scanPickle(container.pickle, own, container.buffers.length);
  const claims = countPayload(container, scan);
  const count = (): ModelCount => ({
    paths: claims.paths,
    structureBytes: compressedBytes(structureOf(container, claims)),
  });
  return { container, scan, claims, count };
}
