-- What a fresh database server of `npm run infra:up` holds: one schema for each app, and `outside` for the metered calls.
-- Tables come from the migrations. Runs at every start of a local server and once in a new container.
CREATE DATABASE IF NOT EXISTS leadwright_intake CHARACTER SET utf8mb4;
CREATE DATABASE IF NOT EXISTS leadwright_enrichment CHARACTER SET utf8mb4;
CREATE DATABASE IF NOT EXISTS leadwright_research CHARACTER SET utf8mb4;
CREATE DATABASE IF NOT EXISTS leadwright_assignment CHARACTER SET utf8mb4;
CREATE DATABASE IF NOT EXISTS leadwright_delivery CHARACTER SET utf8mb4;
CREATE DATABASE IF NOT EXISTS leadwright_console CHARACTER SET utf8mb4;
CREATE DATABASE IF NOT EXISTS leadwright_outside CHARACTER SET utf8mb4;
-- Tests make schemas and users of their own and cut connections.
GRANT ALL PRIVILEGES ON *.* TO 'leadwright'@'%' WITH GRANT OPTION;
