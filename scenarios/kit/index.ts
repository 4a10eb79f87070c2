/** What the server uses of the scenario kit. */
export { choicesOf, outputsOf, type TruthSpec, truthOf } from './data/metricInput.ts';
export { type DataSource, published } from './data/source.ts';
export { loadScenario, loadScenarios } from './read/load.ts';
export { findingsOf, formOf, type Scenario } from './read/scenario.ts';
export { toCandidateBundle, toStaffBundle } from './render/project.ts';
export { makeVariant, type Variant } from './render/variant.ts';
