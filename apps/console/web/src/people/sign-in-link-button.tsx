import { Button, Modal, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { SignInLink } from '#contracts';
import { useAct } from '../api';
import { CopyText } from '../frame/copy-text';
import { timeWords } from '../words';

/** Makes a link by which a person signs in once. It is shown here and nowhere else. */
export function SignInLinkButton({ user, name }: { user: string; name: string }) {
  const make = useAct<void, SignInLink>(`/api/people/${encodeURIComponent(user)}/sign-in-link`, { refresh: [] });
  return (
    <>
      <Button variant="default" leftSection={<IconKey size={15} />} loading={make.isPending} aria-label={`Make a link for ${name} to sign in`} onClick={() => make.mutate()}>Make a link</Button>
      {make.data && (
        <Modal opened onClose={() => make.reset()} title={<Text fw={600}>Sign-in link for {name}</Text>}>
          <CopyText text={make.data.url} label={`the sign-in link of ${name}`} />
          <Text mt="sm" c="dimmed">Give it to {name} only: it signs in once, until {timeWords(make.data.expiresAt)}. It is not shown again; a new one takes its place.</Text>
        </Modal>
      )}
    </>
  );
}
