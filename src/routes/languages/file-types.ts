/**
 * The files of each language that the scanner reads: extensions with the dot, lower case, and what editors call such a
 * document: https://code.visualstudio.com/docs/languages/identifiers
 */
export const fileTypes = {
  javascript: {
    extensions: ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx'],
    editorIds: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
  },
  python: { extensions: ['.py'], editorIds: ['python'] },
  go: { extensions: ['.go'], editorIds: ['go'] },
};
