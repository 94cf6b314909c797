import { Router } from 'express';
import { customersRouter } from './customers.ts';
import { ordersRouter } from './orders.ts';
import { productsRouter } from './products.ts';
import { reportsRouter } from './reports.ts';

export const apiRouter = Router();

apiRouter.use('/orders', ordersRouter);
apiRouter.use('/customers', customersRouter);
apiRouter.use('/products', productsRouter);
apiRouter.use('/reports', reportsRouter);
