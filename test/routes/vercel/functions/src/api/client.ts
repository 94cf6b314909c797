export default (path: string) => fetch(path);
