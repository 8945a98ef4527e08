import { useRef, useState } from 'react';
import { Kbd, Modal, Table, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { isDialogOpen } from './is-dialog-open';

/** Keys of a page with what they do. */
export type Keys = readonly (readonly [keys: readonly string[], does: string])[];

const EVERYWHERE: Keys = [[['?'], 'show these keys'], [['Esc'], 'close what is open']];

/** `?` shows which keys there are. On some keyboards it needs Shift. The focus goes back to where it was when the key was pressed: the dialog itself looks too late, when it may have taken the focus. */
export function KeysHelp({ keys }: { keys: Keys }) {
  const [opened, setOpened] = useState(false);
  const before = useRef<Element | null>(null);
  const open = (): void => {
    if (isDialogOpen()) return;
    before.current = document.activeElement;
    setOpened(true);
  };
  const goBack = (): void => { if (before.current instanceof HTMLElement) before.current.focus(); };
  useHotkeys([['?', open], ['shift+?', open]]);
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title={<Text fw={600}>Keys</Text>} size="sm" returnFocus={false} onExitTransitionEnd={goBack}>
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {[...keys, ...EVERYWHERE].map(([names, does]) => (
            <Table.Tr key={does}><Table.Th fw={400} w={110}>{names.map((name) => <Kbd key={name} size="sm" mr={5}>{name}</Kbd>)}</Table.Th><Table.Td>{does}</Table.Td></Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
