/** Panels with borders to drag; their sizes are remembered. */
import type { ReactNode } from 'react';
import { Group, Panel, type PanelImperativeHandle, Separator, useDefaultLayout } from 'react-resizable-panels';
import { safeStorage } from '../store/safeStorage.ts';
import './panels.css';

export { Group, Panel, type PanelImperativeHandle, Separator };

/** A group of panels whose sizes are remembered in this browser under `id`. */
export function MemoryGroup({
  id,
  panels,
  orientation,
  children,
}: {
  id: string;
  /** Ids of the panels inside, in order. */
  panels: readonly string[];
  orientation: 'horizontal' | 'vertical';
  children: ReactNode;
}) {
  const memory = useDefaultLayout({
    id: `holdout.panels.${id}`,
    panelIds: [...panels],
    storage: safeStorage,
  });
  return (
    <Group
      id={id}
      orientation={orientation}
      defaultLayout={memory.defaultLayout}
      onLayoutChanged={memory.onLayoutChanged}
      className="panel-group"
    >
      {children}
    </Group>
  );
}

/** The border between two panels: arrows move it, Enter hides or shows the panel beside it. */
export function Divider({ label, id }: { label: string; id: string }) {
  return <Separator id={id} className="divider" aria-label={label} />;
}
