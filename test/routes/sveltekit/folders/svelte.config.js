export default { kit: { paths: { base: process.env.BASE || '' } } };
