/** Which modules are imported ahead, while the candidate reads: those of the declared packages, the usual parts of scikit-learn. */

const PARTS: Readonly<Record<string, readonly string[]>> = {
  sklearn: ['linear_model', 'preprocessing', 'metrics', 'model_selection', 'pipeline', 'ensemble', 'neural_network'],
  matplotlib: ['pyplot'],
};
/** In the order of what the first run is likely to ask for. */
const FIRST = ['numpy', 'pandas', 'sklearn', 'torch', 'matplotlib'];

/** Modules to import, given the top-level modules of each package. */
export function warmModules(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const there = new Set([...imports.values()].flat());
  return FIRST.filter((name) => there.has(name)).flatMap((name) => [
    name,
    ...(PARTS[name] ?? []).map((part) => `${name}.${part}`),
  ]);
}
