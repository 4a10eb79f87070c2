/**
 * What danfojs requires: our tfjs, and five functions of mathjs in place of its parser, units and matrices.
 *
 * Its files are CommonJS. A module that they required directly would be bundled whole and lazily; so they require an empty
 * object, made by bundleOptions.ts, that is filled here before danfojs is evaluated.
 */
import * as tf from '@tensorflow/tfjs';
import tfjs from 'danfojs/given/@tensorflow/tfjs';
import mathjs from 'danfojs/given/mathjs';
import { mean, median, mode, std, variance } from 'mathjs/number';

Object.assign(tfjs, tf);
Object.assign(mathjs, { mean, median, mode, std, variance });
