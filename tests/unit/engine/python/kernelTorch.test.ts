/** What the editor and the output show of torch, which comes as compiled files without its sources. */
import { beforeAll, expect, test } from 'vitest';
import { answers } from '../../../../client/sandbox/answers.ts';
import type { ErrorItem } from '../../../../protocol/output.ts';
import { type KernelInNode, kernelInNode } from '../../../support/pythonKernel.ts';

let kernel: KernelInNode;
beforeAll(async () => {
  kernel = await kernelInNode(['torch', 'jedi']);
  kernel.ask({ ask: 'warm' });
  kernel.run('import torch\nfrom torch import nn\nimport torch.nn.functional as F\nnet = nn.Linear(3, 1)');
}, 120_000);

const names = (code: string): string[] => {
  const lines = code.split('\n');
  const column = (lines.at(-1) as string).length;
  const found = kernel.ask({ ask: 'complete', file: 'explore.py', code, line: lines.length, column });
  return answers.complete.parse(found).items.map(({ name }) => name);
};
const signature = (code: string) =>
  answers.signature.parse(kernel.ask({ ask: 'signature', file: 'explore.py', code, line: 1, column: code.length }))[0];
const errorOf = (code: string, files?: Record<string, string>): ErrorItem => {
  const { items } = kernel.run(code, files ? { files } : {});
  const found = items.find((item) => item.type === 'error');
  if (found?.type !== 'error') throw new Error(`no error among ${JSON.stringify(items)}`);
  return found;
};

test('[RT6] torch is there where it is declared, compiled, and in no sandbox page', async () => {
  const { pythonSources } = await import('../../../../build/sandboxBundle.ts');
  expect(Object.keys(await pythonSources()).filter((path) => !/^holdout_(official|kernel)\//.test(path))).toEqual([]);
  expect(kernel.python('import torch; torch.__file__')).toMatch(/site-packages\/torch\/__init__\.pyc$/);
});

test('[RN7] completion knows modules, classes, tensors and layers', () => {
  expect(names('nn.Lin')).toContain('Linear');
  expect(names('torch.optim.Ada')).toEqual(expect.arrayContaining(['Adam', 'AdamW']));
  expect(names('F.cross_ent')).toContain('cross_entropy');
  expect(names('net.weight.req')).toEqual(expect.arrayContaining(['requires_grad', 'requires_grad_']));
  expect(names('net.state_d')).toContain('state_dict');
  expect(names('from torch.utils.data import DataL')).toContain('DataLoader');
});

test('[RN7] completion follows a network that is only written, not run', () => {
  expect(names('class Net(nn.Module):\n    pass\n\nNet().load_st')).toContain('load_state_dict');
});

test('[RN7] a signature names parameters and defaults, and its text is the documentation', () => {
  const linear = signature('nn.Linear(');
  expect(linear?.params.map((text) => text.split(/[:=]/)[0])).toEqual(
    expect.arrayContaining(['in_features', 'out_features', 'bias']),
  );
  expect(linear?.doc).not.toBe('');
  const adam = signature('torch.optim.Adam(net.parameters(), ');
  expect(adam?.active).toBe(1);
  expect(adam?.label).toMatch(/lr.*0\.001/);
  expect(signature('torch.cat(')?.params[0]).toMatch(/^tensors/);
});

test('[RN7] a name is explained where it stands: signature and documentation, also in a file that never ran', () => {
  const hover = (code: string, column: number) =>
    answers.hover.parse(kernel.ask({ ask: 'hover', file: 'model.py', code, line: code.split('\n').length, column }));
  expect(hover('layer = nn.Linear(3, 1)', 12)).toMatchObject({
    label: expect.stringMatching(/^Linear\(in_features.*out_features/),
    doc: expect.stringMatching(/\w/),
  });
  expect(hover('from torch import optim\noptim.Adam', 8)?.label).toMatch(/lr.*0\.001/);
  expect(hover('net.zero_grad()', 6)?.label).toMatch(/^zero_grad\(/);
  expect(hover('unknown_thing', 3)).toBeNull();
  expect(hover('x = 1 +  2', 8)).toBeNull();
});

test('[RN3] an error inside torch shows the candidate’s line, and its own frames as foreign', () => {
  const model = 'import torch\nfrom torch import nn\n\ndef forward(x):\n    return nn.Linear(4, 1)(x)\n';
  const { name, message, frames } = errorOf('import model\nmodel.forward(torch.ones(2, 3))', { 'model.py': model });
  expect(name).toBe('RuntimeError');
  expect(message).toMatch(/mat1 and mat2 shapes cannot be multiplied \(2x3 and 4x1\)/);
  const own = frames.filter((frame) => frame.own).map(({ file, line, name: where }) => [file, line, where]);
  expect(own).toEqual([
    ['explore.py', 2, '<module>'],
    ['model.py', 5, 'forward'],
  ]);
  const foreign = frames.filter((frame) => !frame.own);
  expect(foreign.length).toBeGreaterThan(0);
  for (const { file } of foreign) expect(file).toMatch(/site-packages\/torch\//);
});

test('[RN3] an error in backward and a missing part are told by name', () => {
  expect(errorOf('x = torch.ones(2, requires_grad=True)\n(x * 2).backward()').message).toMatch(/scalar outputs/);
  const missing = errorOf('torch.compile(net)');
  expect(missing.frames.filter((frame) => frame.own).map(({ line }) => line)).toEqual([1]);
});
