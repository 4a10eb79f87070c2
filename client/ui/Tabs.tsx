/** Tabs with their panels. */
import { Tabs as Base } from '@base-ui/react/tabs';
import { type ReactNode, useEffect, useRef } from 'react';

interface TabItem {
  id: string;
  title: ReactNode;
  content: ReactNode;
}

/**
 * Tabs with automatic activation by arrow keys. `region` gives the shown panel another landmark name (the default is the tab's
 * title); `keep` leaves hidden panels mounted, so that their scroll position stays.
 */
export function Tabs({
  items,
  value,
  onChange,
  label,
  keep = false,
  extra,
}: {
  items: readonly TabItem[];
  value: string;
  onChange: (id: string) => void;
  label: string;
  keep?: boolean;
  extra?: ReactNode;
}) {
  const list = useRef<HTMLDivElement>(null);
  // Where the page itself shows another tab, the focus goes along; left on the old one it would bring that back with the next Tab.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another tab is shown
  useEffect(() => {
    if (document.activeElement?.role !== 'tab' || !list.current?.contains(document.activeElement)) return;
    list.current.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
  }, [value]);
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(String(next))} className="tabs">
      <Base.List ref={list} className="tab-list" aria-label={label} activateOnFocus>
        {items.map((item) => (
          <Base.Tab key={item.id} value={item.id} className="tab">
            {item.title}
          </Base.Tab>
        ))}
        {extra}
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={item.id} value={item.id} className="tab-panel" keepMounted={keep}>
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
