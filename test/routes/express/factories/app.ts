import express from 'express';
import createUsers, { createItems } from './routers';
import { auth } from './auth';

const app = express();
app.use('/users', createUsers({ admin: false }));
app.use('/admins', createUsers({ admin: true }));
app.use('/shop', createItems('/items', '/carts'));
app.use('/safe', auth(createItems('/vaults', '/keys')));

// Made by the same code as mounted ones, but not mounted: says nothing new.
export const preview = () => createItems('/previewed');
