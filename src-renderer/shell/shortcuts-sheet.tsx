/** All keys on one sheet, made from the tables of actions and of the panes' own keys. */
import { Modal, Table, Title } from '@mantine/core';
import { Fragment } from 'react';
import { ACTION_GROUPS, ACTION_IDS, actionSpec } from '../../src-shared/actions.ts';
import { KEY_PLACES, PANE_KEYS, paneKeySpecs } from '../../src-shared/pane-keys.ts';
import { actionKeys, shownKeys } from '../actions/shortcut.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { Keys } from '../ui/keys.tsx';
import './shortcuts-sheet.css';

interface Row {
  readonly label: string;
  readonly keys: readonly string[];
}

interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const ANYWHERE: readonly Section[] = ACTION_GROUPS.map((group) => ({
  title: group,
  rows: ACTION_IDS.filter((id) => actionSpec(id).group === group).flatMap((id) => {
    const keys = actionKeys(id);
    return keys.length === 0 ? [] : [{ label: actionSpec(id).label, keys }];
  }),
})).filter(({ rows }) => rows.length > 0);

const IN_PANES: readonly Section[] = KEY_PLACES.map((place) => ({
  title: PANE_KEYS[place].title,
  rows: Object.values(paneKeySpecs(place)),
}));

/** Arrow keys are four of one kind; others are one or the other. */
function KeyChoice({ keys }: { keys: readonly string[] }) {
  const arrows = keys.every((one) => one.startsWith('Arrow'));
  return keys.map((one, place) => (
    <Fragment key={one}>
      {place > 0 && (arrows ? ' ' : <span className="or"> or </span>)}
      <Keys keys={shownKeys(one)} />
    </Fragment>
  ));
}

function Sections({ title, sections }: { title: string; sections: readonly Section[] }) {
  return (
    <>
      <h3 className="sheet-head">{title}</h3>
      <div className="sheet">
        {sections.map(({ title: name, rows }) => (
          <section key={name} aria-label={`${title}: ${name}`}>
            <Title order={4} size="sm">
              {name}
            </Title>
            <Table withRowBorders={false} verticalSpacing={3} horizontalSpacing={0}>
              <Table.Tbody>
                {rows.map(({ label, keys }) => (
                  <Table.Tr key={label}>
                    <Table.Td>{label}</Table.Td>
                    <Table.Td ta="right" className="sheet-keys">
                      <KeyChoice keys={keys} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </div>
    </>
  );
}

export function ShortcutsSheet() {
  const { shell } = useConsole();
  const open = useView('shell', (view) => view.dialog === 'shortcuts');
  return (
    <Modal opened={open} onClose={() => shell.close()} title="Keyboard shortcuts" size={860}>
      <Sections title="Everywhere" sections={ANYWHERE} />
      <Sections title="In a pane, when it has the focus" sections={IN_PANES} />
    </Modal>
  );
}
