import { useState, type ReactNode } from 'react';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';

interface ReasonModalProps {
  title: string;
  label: string;
  /** What will happen, in a sentence. */
  note: string;
  confirm: string;
  busy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  /** A reason to begin with, which can be changed. */
  given?: string;
  /** False while something besides the reason is missing. */
  ready?: boolean;
  children?: ReactNode;
}

/** Asks why before something is done that others will read about. */
export function ReasonModal({ title, label, note, confirm, busy, onConfirm, onClose, ready = true, given: first = '', children }: ReasonModalProps) {
  const [reason, setReason] = useState(first);
  const given = reason.trim();
  return (
    <Modal opened onClose={onClose} title={<Text fw={600}>{title}</Text>}>
      <form onSubmit={(event) => { event.preventDefault(); if (given && ready) onConfirm(given); }}>
        <Stack gap="sm">
          <Text c="dimmed">{note}</Text>
          {children}
          <Textarea label={label} required autosize minRows={2} maxRows={6} maxLength={500} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} data-autofocus={children === undefined || undefined} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>Cancel</Button>
            <Button type="submit" loading={busy} disabled={!given || !ready}>{confirm}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
