import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ConfigCheckView } from '#contracts';
import { countWords } from '../words';
import { Findings } from './findings';
import styles from './configs.module.css';

/** `assignment.yaml has 3 problems. Version 12 stays in force.`, and each with its line, place and remedy. */
export function CheckResult({ name, check: { ok, changed, inForce, findings } }: { name: string; check: ConfigCheckView }) {
  const stays = inForce === null ? 'Nothing is in force yet.' : `Version ${inForce} stays in force.`;
  if (!ok) {
    const count = findings.length === 1 ? 'a problem' : countWords(findings.length, 'problem');
    return <Alert color="red" icon={<IconAlertTriangle />} title={`${name} has ${count}. ${stays}`} role="alert" classNames={{ body: styles.body! }}><Findings findings={findings} /></Alert>;
  }
  const says = !changed ? `${name} says what version ${inForce} says.` : `${name} is in order. ${inForce === null ? 'It would be version 1.' : `It would become version ${inForce + 1}.`}`;
  return (
    <Alert color={findings.length > 0 ? 'yellow' : 'green'} icon={<IconCircleCheck />} p="sm" title={findings.length > 0 ? `${says} Worth a look:` : says} role="status" classNames={{ body: styles.body! }}>
      {findings.length > 0 && <Findings findings={findings} />}
    </Alert>
  );
}
