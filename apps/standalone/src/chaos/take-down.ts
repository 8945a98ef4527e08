/** Runs `play`. What it hands to `whenOver` is closed afterwards, last first, whatever happens: an error, SIGINT and SIGTERM, too. */
export async function takingDown<T>(say: (line: string) => void, play: (whenOver: (close: () => Promise<unknown>) => void) => Promise<T>): Promise<T> {
  const closing: (() => Promise<unknown>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close().catch((error: Error) => say(`While taking down: ${error.message}`));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closeAll().finally(() => process.exit(1)));
  try {
    return await play((close) => closing.push(close));
  } finally {
    await closeAll();
  }
}
