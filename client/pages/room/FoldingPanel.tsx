/** A panel of the room that folds to a strip. */
import type { ReactNode } from 'react';
import { Panel } from '../../ui/panels.tsx';
import { FOLDED_PX, type Folding, type PaneName } from './useFolding.ts';

/** While it is folded `strip` is shown; what is inside stays, with its sizes and what was scrolled, and is neither seen nor reached. */
export function FoldingPanel({
  name,
  folding,
  defaultSize,
  minSize,
  strip,
  children,
}: {
  name: PaneName;
  folding: Folding;
  defaultSize?: string;
  minSize: number;
  strip: ReactNode;
  children: ReactNode;
}) {
  const { refs, folded, resized } = folding;
  return (
    <Panel
      id={name}
      panelRef={refs[name]}
      {...(defaultSize === undefined ? {} : { defaultSize })}
      minSize={minSize}
      collapsible
      collapsedSize={FOLDED_PX}
      onResize={({ inPixels }) => resized(name, inPixels)}
    >
      {folded[name] ? strip : null}
      <div className="pane-hold" hidden={folded[name]}>
        {children}
      </div>
    </Panel>
  );
}
