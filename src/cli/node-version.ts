/** Imported before all else: on an older Node the imports that follow would end with a stack of their own. */

const needed = '22.19.0';

if (process.versions.node.localeCompare(needed, 'en', { numeric: true }) < 0) {
  process.stderr.write(
    `endpoint-profiler needs Node ${needed} or newer; this is ${process.versions.node}.\nInstall a newer Node, or run it as: npx node@24 ${process.argv[1]} …\n`,
  );
  process.exit(2);
}
