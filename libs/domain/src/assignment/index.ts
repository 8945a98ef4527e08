export * from './rule-input.js';
export * from './compile-rules.js';
export { EMPTY_POOL, takeTurn, TURN, type Contender, type MemberState, type PoolState } from './rotation.js';
export * from './eligibility.js';
export * from './decide-assignment.js';
export * from './decide-by-hand.js';
export * from './explain-decision.js';
export * from './certificate.js';
export * from './check-assignment.js';
