import { Button, EmptyState } from '@mantine/core';
import { Link } from 'react-router';

export function NoSuchPage() {
  return (
    <EmptyState mt={60} title="There is no such page" description="The address may be old or mistyped.">
      <EmptyState.Actions><Button component={Link} to="/">To the inbox</Button></EmptyState.Actions>
    </EmptyState>
  );
}
