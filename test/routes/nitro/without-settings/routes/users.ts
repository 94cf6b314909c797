export default eventHandler(() => []);
