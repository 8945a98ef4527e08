/** A wrong Node gives one line here instead of a crash inside a native module. */
export default function requireNode() {
  if (Number(process.versions.node.split('.')[0]) < 24) {
    throw new Error(`Node 24 or newer is needed, this is ${process.versions.node}. Run it through npm (npm test): the project brings its own Node.`);
  }
}
