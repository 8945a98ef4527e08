/** Imported first: a wrong Node gives one line instead of a crash inside a native module. */
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`Leadwright needs Node 24 or newer, this is ${process.versions.node}. Start it through npm (npm start): the project brings its own Node.\n`);
  process.exit(1);
}
