import type { FrameworkAdapter } from '../../adapter.ts';

/** What an adapter says whose framework has no routers to call: all of its routes are files. */
export const withoutRouters: Pick<FrameworkAdapter, 'packages' | 'methods' | 'creates' | 'resembles' | 'call'> = {
  packages: [],
  methods: new Set(),
  creates: () => null,
  resembles: () => null,
  call: () => null,
};
