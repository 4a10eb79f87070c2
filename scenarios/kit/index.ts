/** What the server uses of the scenario kit. */
export type { DataMaker, DataSize, ScenarioData } from './data.ts';
export { AuthoringError } from './error.ts';
export type { Target } from './expected.ts';
export { loadScenario, loadScenarios } from './load.ts';
export { choicesOf, outputsOf, truthOf } from './metricInput.ts';
export { toCandidateBundle, toStaffBundle } from './project.ts';
export { findingsOf, formOf, type Scenario } from './scenario.ts';
export { makeVariant, referenceFiles, renderFiles, type Variant, type VariantChoice } from './variant.ts';
