/** The inspector: all there is to know of what is selected, in whichever pane. */

import { useView } from '../state/console-context.ts';
import type { Selected } from '../state/selection.ts';
import { Empty } from '../ui/empty.tsx';
import { ClientView } from './client-view.tsx';
import { ExchangeView } from './exchange-view.tsx';
import { LinkView } from './link-view.tsx';
import { PlaceView } from './place-view.tsx';
import { ServerView } from './server-view.tsx';
import './inspector.css';

function Inspected({ selected }: { selected: Selected }) {
  switch (selected.kind) {
    case 'server':
      return <ServerView name={selected.name} />;
    case 'link':
      return <LinkView id={selected.id} />;
    case 'client':
      return <ClientView id={selected.id} />;
    case 'exchange':
      return <ExchangeView id={selected.id} />;
    case 'place':
      return <PlaceView place={selected.place} />;
    case 'nothing':
      return (
        <Empty title="Nothing is selected">
          <span>
            Select a server, a link, a client, an exchange or a place: everything known of it is shown here.
          </span>
        </Empty>
      );
  }
}

export function InspectorPane() {
  const selected = useView('selection', (view) => view.selected);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="pane-body inspector" tabIndex={0} aria-label="What is selected">
      <Inspected selected={selected} />
    </section>
  );
}
