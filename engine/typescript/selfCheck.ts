/** Facts about the libraries that the product relies on, checked when the kernel starts, so that a wrong build is found before a candidate meets it. */
import * as tf from '@tensorflow/tfjs';
import { NAMESPACES } from './namespaces.ts';

type Frames = {
  DataFrame: new (
    data: Record<string, number[]>,
  ) => { sum(options: { axis: number }): { values: unknown }; tensor: tf.Tensor };
  tensorflow: unknown;
};

/** What is not as it should be, in sentences; an empty list where all is well. Takes a few milliseconds and leaves no tensor. */
export function selfCheck(): string[] {
  const problems: string[] = [];
  const expect = (fact: boolean, problem: string): void => {
    if (!fact) problems.push(problem);
  };
  const before = tf.memory().numTensors;
  try {
    tf.tidy(() => {
      const product = tf.matMul(
        tf.tensor2d([
          [1, 2],
          [3, 4],
        ]),
        tf.tensor2d([
          [5, 6],
          [7, 8],
        ]),
      );
      expect(
        String(product.dataSync()) === '19,22,43,50',
        `The ${tf.getBackend()} backend multiplies matrices wrongly.`,
      );
      const { DataFrame, tensorflow } = NAMESPACES.danfojs as unknown as Frames;
      expect((tensorflow as typeof tf).engine() === tf.engine(), 'danfojs has a tfjs of its own.');
      const frame = new DataFrame({ a: [1, 2, 3], b: [4, 5, 6] });
      expect(String(frame.sum({ axis: 0 }).values) === '6,15', 'danfojs sums columns wrongly.');
      expect(frame.tensor instanceof tf.Tensor, 'Tensors of danfojs are none of tfjs.');
    });
    const { table } = NAMESPACES.arquero as {
      table(columns: object): { derive(values: object): { array(name: string): unknown } };
    };
    const doubled = table({ x: [1, 2] }).derive({ y: (d: { x: number }) => d.x * 2 });
    expect(String(doubled.array('y')) === '2,4', 'arquero evaluates expressions wrongly.');
  } catch (error) {
    problems.push(`The libraries cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  expect(tf.memory().numTensors === before, 'The check of the libraries left tensors.');
  return problems;
}
