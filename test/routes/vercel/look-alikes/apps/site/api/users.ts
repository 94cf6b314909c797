export default () => fetch('/users');
