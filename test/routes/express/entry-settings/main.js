const Server = require('./server/Server');

new Server(process.env.BASE_PATH ?? '/shop').start();
