declare module 'virtual:frameworks' {
  export const adapters: import('./adapter.ts').FrameworkAdapter[];
}
