/** `$0.30`, from millionths. */
export const dollarsOf = (micro: number): string => `$${(micro / 1_000_000).toFixed(2)}`;
