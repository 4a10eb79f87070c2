/** What the main thread and the scenario thread say to each other. */
import type { ScenarioPort } from './port.ts';

export type ScenarioMethod = Exclude<keyof ScenarioPort, 'close'>;

export interface ScenarioRequest {
  id: number;
  method: ScenarioMethod;
  args: unknown[];
}

export interface FromScenarios {
  id: number;
  result?: unknown;
  error?: { name: string; message: string };
}
