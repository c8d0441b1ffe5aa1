/** Asks before the last run's results are gone: for another run in their place, or for an empty list. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useConsole, useView } from '../state/console-context.ts';
import { formatCount } from '../ui/format.ts';
import { canGoOn, type Loss, lossOf } from './grading-outlook.ts';

const WORDS = {
  start: { title: 'Grade all anew?', yes: 'Grade anew' },
  forget: { title: 'Empty the list?', yes: 'Empty the list' },
} as const;

/** Does it at once where nothing would be lost; `dialog` is to be shown beside the button. */
export function useAskFirst(what: keyof typeof WORDS) {
  const { grading, shell } = useConsole();
  const [opened, setOpened] = useState(false);
  /** Stays while the dialog fades. */
  const [asked, setAsked] = useState<Loss>();
  const close = (): void => setOpened(false);
  const act = async (): Promise<void> => {
    close();
    await grading[what]();
    // The list goes, and the focus with it: the pane has it then.
    if (grading.getState().paths.length === 0) shell.showPane('grading');
  };
  return {
    ask(): void {
      const loss = lossOf(grading.getState().run);
      if (!loss) return void act();
      setAsked(loss);
      setOpened(true);
    },
    dialog: (
      <Modal opened={opened} onClose={close} title={WORDS[what].title}>
        {asked && <Question what={what} loss={asked} onYes={() => void act()} onNo={close} />}
      </Modal>
    ),
  };
}

interface QuestionProps {
  readonly what: keyof typeof WORDS;
  readonly loss: Loss;
  onYes(): void;
  onNo(): void;
}

function Question({ what, loss: { graded, overridden, exported }, onYes, onNo }: QuestionProps) {
  const goesOn = useView('grading', ({ run, paths }) => canGoOn(run, paths));
  return (
    <Stack gap="md">
      <Text size="sm">
        The results of {graded === 1 ? '1 submission' : `${formatCount(graded)} submissions`} will be gone
        {overridden > 0 &&
          `, with ${overridden === 1 ? 'the verdict' : `the ${formatCount(overridden)} verdicts`} that you overrode`}
        . {exported ? 'The reports that were exported stay.' : 'They have not been exported as they are now.'}
        {what === 'start' && goesOn && ' Go on keeps them and grades the rest.'}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={onNo}>
          Cancel
        </Button>
        <Button color="red" onClick={onYes}>
          {WORDS[what].yes}
        </Button>
      </Group>
    </Stack>
  );
}
