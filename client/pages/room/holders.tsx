/** Panes that keep what is in them while the room changes its form: each is drawn into an element of its own, and the form places it. */
import { type ReactNode, type ReactPortal, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

/** The panes of the room. */
export const PANES = ['task', 'files', 'code', 'output', 'constraints', 'notes'] as const;
/** One of {@link PANES}. */
export type PaneId = (typeof PANES)[number];

/** The elements that the panes are drawn into. */
export type Holders = Readonly<Record<PaneId, HTMLElement>>;

function makeHolder(): HTMLElement {
  const element = document.createElement('div');
  element.className = 'pane-holder';
  return element;
}

const makeHolders = (): Holders => ({
  task: makeHolder(),
  files: makeHolder(),
  code: makeHolder(),
  output: makeHolder(),
  constraints: makeHolder(),
  notes: makeHolder(),
});

/** Elements for all panes, the same as long as the component lives. */
export const useHolders = (): Holders => useState(makeHolders)[0];

/** Draws a pane into its element, wherever that is. */
export const held = (holders: Holders, id: PaneId, pane: ReactNode): ReactPortal => createPortal(pane, holders[id], id);

/** The place of a pane in the form that the room has now. */
export function Place({ holders, id }: { holders: Holders; id: PaneId }) {
  const here = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    here.current?.append(holders[id]);
  }, [holders, id]);
  return <div ref={here} className="pane-place" />;
}
