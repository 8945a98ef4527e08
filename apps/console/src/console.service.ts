import { CONFIG_KINDS } from '#contracts';
import type { ServiceDefinition } from '#platform';
import { CHECKS } from './configs/config-publisher.js';
import { ConsoleModule } from './console.module.js';
import { configTextsMigration, consoleMigration, noticesMigration } from './console.tables.js';

/** For whoever starts the service: how the administrator of a new installation gets in. */
export { FirstSignIn } from './sign-in/first-sign-in.js';

/** The human door: people and their sessions, approvals, configuration, what people see, and the web app. */
export const consoleService: ServiceDefinition = { name: 'console', module: ConsoleModule, migrations: [consoleMigration, configTextsMigration, noticesMigration], configs: CONFIG_KINDS, checks: CHECKS };
