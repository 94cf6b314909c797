const dev = process.argv.includes('dev');
export default { kit: { paths: { base: dev ? '' : '/pages' } } };
