import { ActionIcon, Code, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import styles from './copy-text.module.css';

/** A text to paste elsewhere, and the button that copies it. `label` says what it is: `the address of HubSpot`. */
export function CopyText({ text, label }: { text: string; label: string }) {
  return (
    <div className={styles.copy}>
      <Code className={styles.text}>{text}</Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : 'Copy'}>
            <ActionIcon variant="subtle" color="gray" aria-label={copied ? `Copied ${label}` : `Copy ${label}`} onClick={copy}>{copied ? <IconCheck size={15} /> : <IconCopy size={15} />}</ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
