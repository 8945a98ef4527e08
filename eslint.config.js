import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The unit of work is the only way to write: TypeORM's own transactions on one SQLite connection lose committed rows. */
const unitOfWorkOnly = [
  ['CallExpression[callee.property.name="transaction"]', 'ds.transaction() interleaves on SQLite and loses commits: use UnitOfWork.transact.'],
  ['CallExpression[callee.property.name=/^(getRepository|createQueryRunner)$/]', 'Repositories and query runners write outside the unit of work: use UnitOfWork.'],
].map(([selector, message]) => ({ selector, message }));

const noEnvironment = { selector: 'MemberExpression[object.name="process"][property.name="env"]', message: 'Only platform/environment.ts and entrances read process.env.' };

export default tseslint.config(
  { ignores: ['dist/', 'data/', '.cache/', 'node_modules/', 'apps/console/web/dist/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts', 'bench/src/**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.spec.json' } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-restricted-syntax': ['error', ...unitOfWorkOnly, noEnvironment],
      'require-yield': 'off',
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['apps/*/src/main.ts', 'apps/sandbox/src/**/*.ts', 'apps/standalone/src/**/*.ts', 'bench/src/**/*.ts', '**/*.spec.ts', '**/*.e2e-spec.ts', 'libs/testing/src/**/*.ts', 'apps/*/test/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...unitOfWorkOnly], 'max-lines': 'off' },
  },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } } },
);
