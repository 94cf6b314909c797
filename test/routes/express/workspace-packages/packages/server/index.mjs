import express from 'express';
import { users } from '@shop/routes';
import { admin } from '@shop/routes/admin';

express().use('/users', users).use('/admin', admin);
