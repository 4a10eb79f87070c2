/** The version of tfjs for which the kernels of this folder were written. */
import { version } from '@tensorflow/tfjs';
import { version_wasm } from '@tensorflow/tfjs-backend-wasm';

const WRITTEN_FOR = '4.22.0';

/** Versions of the parts that the kernels here replace or call. */
export const INSTALLED: Readonly<Record<string, string>> = { core: version['tfjs-core'], wasm: version_wasm };

/** @throws Error where a part is of another version: what is put right here may be right there, or wrong in another way. */
export function checkVersion(found: Readonly<Record<string, string>>): void {
  for (const [part, version] of Object.entries(found)) {
    if (version === WRITTEN_FOR) continue;
    throw new Error(
      `tfjs ${part} is ${version}; its kernels are put right for ${WRITTEN_FOR}. Compare engine/typescript/libraries/tensorflow/ops with the new version first.`,
    );
  }
}
