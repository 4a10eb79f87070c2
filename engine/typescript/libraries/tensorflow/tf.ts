/** tfjs as a type: the kernel and the official path are given the one engine that the candidate's code uses. */
import type * as tfjs from '@tensorflow/tfjs';

export type Tf = typeof tfjs;
