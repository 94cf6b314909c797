export interface User {}
