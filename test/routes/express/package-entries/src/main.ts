import { app } from '#app';
import { users } from '#http/users';
import { orders } from '@shop/routes';
import { carts } from '@shop/routes/carts';

app.use('/users', users).use('/orders', orders).use('/carts', carts);
