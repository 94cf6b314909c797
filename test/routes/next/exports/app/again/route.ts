import { NextResponse } from 'next/server';

export { GET, list as PATCH } from '../functions/route';
