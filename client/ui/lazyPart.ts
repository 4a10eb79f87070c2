/** Parts of a page that load when they are first shown. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** A part did not load: the network was away, or the server was updated while the page was open. */
export class PartError extends Error {
  override readonly name = 'PartError';
}

/** A component that is loaded by `load` (an `import()`). Where that fails, {@link PartError} is thrown to the nearest boundary. */
export function lazyPart<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(() =>
    load().catch((cause: unknown) => {
      throw new PartError(cause instanceof Error ? cause.message : String(cause), { cause });
    }),
  );
}
