/** Mistakes found while a folder is read, each under the rule that found it, so that reading can go on to the end. */
import { AuthoringError, apart } from '../manifest/error.ts';

/** Rules of loading; scenarios/kit/gate/ruleList.ts describes each. */
export const LOAD_RULES = ['files', 'yaml', 'names', 'regions', 'contract'] as const;
export type LoadRule = (typeof LOAD_RULES)[number];

export class Mistakes {
  readonly list: { rule: LoadRule; error: AuthoringError }[] = [];
  readonly #without: readonly LoadRule[];

  /** @param without rules whose mistakes are not recorded */
  constructor(without: readonly LoadRule[] = []) {
    this.#without = without;
  }

  add(rule: LoadRule, error: AuthoringError): void {
    if (!this.#without.includes(rule)) for (const mistake of apart(error)) this.list.push({ rule, error: mistake });
  }

  /** What `make` gives, or null with its mistake recorded. @throws what is no mistake of an author */
  try<Value>(rule: LoadRule, make: () => Value): Value | null {
    try {
      return make();
    } catch (error) {
      this.#record(rule, error);
      return null;
    }
  }

  /** {@link try} for what takes time. */
  async tryLater<Value>(rule: LoadRule, make: () => Promise<Value>): Promise<Value | null> {
    try {
      return await make();
    } catch (error) {
      this.#record(rule, error);
      return null;
    }
  }

  /** All of them. @throws where there is none */
  some(): [AuthoringError, ...AuthoringError[]] {
    const [first, ...others] = this.list.map(({ error }) => error);
    if (!first) throw new Error('there is no mistake to report');
    return [first, ...others];
  }

  #record(rule: LoadRule, error: unknown): void {
    if (!(error instanceof AuthoringError)) throw error;
    this.add(rule, error);
  }
}
