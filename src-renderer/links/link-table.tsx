/** The links: what each is doing; cut and heal. */
import type { LinkSnapshot } from '../../src-shared/events/events.ts';
import { Mark } from '../marks/mark.tsx';
import { useHerdStore } from '../state/herd-context.ts';
import { LINK_STATE_WORDS, STRINGS } from '../strings.ts';

function LinkRow({ link }: { link: LinkSnapshot }) {
  const { act } = useHerdStore();
  const name = `${link.a}–${link.b}`;
  const isCut = link.state === 'cut';
  const only = { links: [link.id] };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Mark kind={link.state} word={LINK_STATE_WORDS[link.state]} />
      </td>
      <td className="actions">
        <button
          type="button"
          aria-label={STRINGS.of(STRINGS.cut, name)}
          disabled={isCut}
          onClick={() => act('link.cut', only)}
        >
          {STRINGS.cut}
        </button>
        <button
          type="button"
          aria-label={STRINGS.of(STRINGS.heal, name)}
          disabled={!isCut}
          onClick={() => act('link.heal', only)}
        >
          {STRINGS.heal}
        </button>
      </td>
    </tr>
  );
}

export function LinkTable({ links }: { links: readonly LinkSnapshot[] }) {
  const { columns } = STRINGS;
  return (
    <section aria-labelledby="links-title">
      <h2 id="links-title">{STRINGS.links}</h2>
      <table aria-labelledby="links-title">
        <thead>
          <tr>
            <th scope="col">{columns.link}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col" className="actions">
              {columns.actions}
            </th>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => (
            <LinkRow key={link.id} link={link} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
