/** The parts of what a failed score says. */

/** Sentences, and beneath them the lines of a traceback, as a program prints them; empty where there are none. */
export interface FailureParts {
  said: string;
  trace: string;
}

/** A traceback begins after the first empty line. */
export function failurePartsOf(text: string): FailureParts {
  const [said = '', ...rest] = text.split('\n\n');
  return { said, trace: rest.join('\n\n').trimEnd() };
}
