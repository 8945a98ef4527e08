import { Button } from '@mantine/core';

/** Opens the way to correct a value, or to give one that nobody found; `what` names it for those who hear the page. */
export function WrongButton({ what, isKnown = true, onClick }: { what: string; isKnown?: boolean; onClick: () => void }) {
  const label = isKnown ? 'This is wrong' : 'I know it';
  return <Button variant="subtle" color="gray" size="compact-xs" c="dimmed" fw={400} aria-label={`${label}: ${what}`} onClick={onClick}>{label}</Button>;
}
