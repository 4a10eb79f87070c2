/** Gradients that add up from step to step, over 20 seeds each, some of them a day. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { probeSpec } from '../../../../engine/contract/probes/spec.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { SCAFFOLD } from './pythonScaffold.ts';
import { SEEDS } from './seeds.ts';

const PROBE = probeSpec.parse({ id: 'double', kind: 'double-step' });

/** The fit of a small network in torch; `STEP` is replaced by one step of its loop. */
const TORCH = readFileSync(new URL('./programs/python/torchNet.py', import.meta.url), 'utf8');

let kit: PythonKit;
beforeAll(async () => {
  kit = await pythonKit(['numpy']);
}, 120_000);

function double(lines: string): { alarm: number[]; silent: number[]; values: number[]; told: string } {
  const script = `result = verdicts(step(${lines}), [__import__("json").loads(${JSON.stringify(JSON.stringify(PROBE))})], MODEL, [${SEEDS}])["double"]`;
  const found = kit.run<ReturnType<typeof double>>(`${SCAFFOLD}${TORCH}\n${script}`);
  if (process.env.PROBE_VALUES) console.log(found.alarm.length, found.values, found.told);
  return found;
}

describe('double-step', () => {
  it.each([
    ['gradients reset before each backward pass', 'ZERO, LOSS, "loss.backward()", "optimizer.step()"'],
    ['gradients reset after each step', 'LOSS, "loss.backward()", "optimizer.step()", "net.zero_grad()"'],
    [
      'gradients clipped',
      'ZERO, LOSS, "loss.backward()", "nn.utils.clip_grad_norm_(net.parameters(), 0.1)", "optimizer.step()"',
    ],
    [
      'gradients of four batches added up on purpose',
      'LOSS, "(loss / 4).backward()", "if step % 4 == 3:", "    optimizer.step()", "    optimizer.zero_grad()"',
    ],
    [
      'a closure that resets them',
      '"def closure():", "    optimizer.zero_grad()", "    loss = loss_function(net(x[batch])[:, 0], y[batch])", "    loss.backward()", "    return loss", "optimizer.step(closure)"',
    ],
  ])('[PB2] %s: silent', (_name, lines) => {
    expect(double(lines)).toMatchObject({ silent: SEEDS, alarm: [], values: [0, 0] });
  });

  it.each([
    ['gradients never reset', 'LOSS, "loss.backward()", "optimizer.step()"'],
    [
      'gradients reset once an epoch',
      '"if step == 0:", "    optimizer.zero_grad()", LOSS, "loss.backward()", "optimizer.step()"',
    ],
    [
      'gradients never reset, but clipped',
      'LOSS, "loss.backward()", "nn.utils.clip_grad_norm_(net.parameters(), 0.1)", "optimizer.step()"',
    ],
  ])('[PB3] %s: an alarm', (_name, lines) => {
    expect(double(lines)).toMatchObject({ alarm: SEEDS, silent: [] });
  });

  it('[PB8] torch is left as it was', () => {
    const same = kit.run(`${SCAFFOLD}${TORCH}
import torch, json
before = (torch.Tensor.backward, torch.autograd.backward, torch.optim.Optimizer.step, "backward" in vars(torch.Tensor))
verdicts(step(ZERO, LOSS, "loss.backward()", "optimizer.step()"), [json.loads(${JSON.stringify(JSON.stringify(PROBE))})], MODEL, seeds=[1])
result = before == (torch.Tensor.backward, torch.autograd.backward, torch.optim.Optimizer.step, "backward" in vars(torch.Tensor))`);
    expect(same).toBe(true);
  });
});
