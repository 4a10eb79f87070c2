/** What the server uses of the scenario kit. */

export { choicesOf, outputsOf, truthOf } from './data/metricInput.ts';
export type { DataMaker, DataSize, ScenarioData } from './data.ts';
export { AuthoringError } from './manifest/error.ts';
export type { Target } from './read/expectedFile.ts';
export { loadScenario, loadScenarios } from './read/load.ts';
export { findingsOf, formOf, type Scenario } from './read/scenario.ts';
export { toCandidateBundle, toStaffBundle } from './render/project.ts';
export { makeVariant, referenceFiles, renderFiles, type Variant, type VariantChoice } from './render/variant.ts';
