/** What the editor tells a page about its theme: the variables of VS Code's default themes that the page uses. */

export interface Theme {
  /** Of the body, as the editor sets it. */
  kind: 'vscode-dark' | 'vscode-light' | 'vscode-high-contrast' | 'vscode-high-contrast-light';
  variables: Record<string, string>;
}

const fonts = {
  'font-family': "system-ui, 'Ubuntu', 'Droid Sans', sans-serif",
  'font-size': '13px',
  'editor-font-family': "'Droid Sans Mono', 'DejaVu Sans Mono', monospace",
};

const darkModern = {
  foreground: '#cccccc',
  descriptionForeground: '#9d9d9d',
  'editor-background': '#1f1f1f',
  'editor-foreground': '#cccccc',
  'sideBar-background': '#181818',
  'widget-border': '#313131',
  'panel-border': '#2b2b2b',
  focusBorder: '#0078d4',
  'textLink-foreground': '#4daafc',
  'textPreformat-foreground': '#d0d0d0',
  'textPreformat-background': '#3c3c3c',
  'button-background': '#0078d4',
  'button-foreground': '#ffffff',
  'button-hoverBackground': '#026ec1',
  'button-secondaryBackground': '#313131',
  'button-secondaryForeground': '#cccccc',
  'button-secondaryHoverBackground': '#3c3c3c',
  'button-border': 'rgba(255, 255, 255, 0.07)',
  'input-background': '#313131',
  'input-foreground': '#cccccc',
  'input-placeholderForeground': '#989898',
  'dropdown-border': '#3c3c3c',
  'settings-dropdownBorder': '#3c3c3c',
  'badge-background': '#616161',
  'badge-foreground': '#f8f8f8',
  'panelTitle-activeForeground': '#cccccc',
  'panelTitle-inactiveForeground': '#9d9d9d',
  'panelTitle-activeBorder': '#0078d4',
  'progressBar-background': '#0078d4',
  'list-hoverBackground': '#2a2d2e',
  'charts-red': '#f14c4c',
  'charts-orange': '#d18616',
  'charts-yellow': '#cca700',
  'charts-green': '#89d185',
  'charts-blue': '#3794ff',
};

const lightModern = {
  ...darkModern,
  foreground: '#3b3b3b',
  descriptionForeground: '#3b3b3b',
  'editor-background': '#ffffff',
  'editor-foreground': '#3b3b3b',
  'sideBar-background': '#f8f8f8',
  'widget-border': '#e5e5e5',
  'panel-border': '#e5e5e5',
  focusBorder: '#005fb8',
  'textLink-foreground': '#005fb8',
  'textPreformat-foreground': '#3b3b3b',
  'textPreformat-background': '#0000001f',
  'button-background': '#005fb8',
  'button-hoverBackground': '#0258a8',
  'button-secondaryBackground': '#e5e5e5',
  'button-secondaryForeground': '#3b3b3b',
  'button-secondaryHoverBackground': '#cccccc',
  'button-border': 'rgba(0, 0, 0, 0.1)',
  'input-background': '#ffffff',
  'input-foreground': '#3b3b3b',
  'input-placeholderForeground': '#767676',
  'dropdown-border': '#cecece',
  'settings-dropdownBorder': '#cecece',
  'badge-background': '#cccccc',
  'badge-foreground': '#3b3b3b',
  'panelTitle-activeForeground': '#3b3b3b',
  'panelTitle-inactiveForeground': '#3b3b3b',
  'panelTitle-activeBorder': '#005fb8',
  'progressBar-background': '#005fb8',
  'list-hoverBackground': '#f2f2f2',
  'charts-red': '#e51400',
  'charts-orange': '#d18616',
  'charts-yellow': '#bf8803',
  'charts-green': '#388a34',
  'charts-blue': '#1a85ff',
};

/** A high-contrast theme leaves out what it paints with borders instead: no button, badge, or hover background. */
const highContrastDark = {
  foreground: '#ffffff',
  descriptionForeground: 'rgba(255, 255, 255, 0.7)',
  contrastBorder: '#6fc3df',
  contrastActiveBorder: '#f38518',
  'editor-background': '#000000',
  'editor-foreground': '#ffffff',
  'sideBar-background': '#000000',
  'widget-border': '#6fc3df',
  'panel-border': '#6fc3df',
  focusBorder: '#f38518',
  'textLink-foreground': '#21a6ff',
  'textPreformat-foreground': '#000000',
  'textPreformat-background': '#ffffff',
  'button-foreground': '#ffffff',
  'button-border': '#6fc3df',
  'button-secondaryForeground': '#ffffff',
  'input-background': '#000000',
  'input-foreground': '#ffffff',
  'input-placeholderForeground': 'rgba(255, 255, 255, 0.7)',
  'dropdown-border': '#6fc3df',
  'settings-dropdownBorder': '#6fc3df',
  'badge-background': '#000000',
  'badge-foreground': '#ffffff',
  'panelTitle-activeForeground': '#ffffff',
  'panelTitle-inactiveForeground': '#ffffff',
  'panelTitle-activeBorder': '#6fc3df',
  'progressBar-background': '#6fc3df',
  'charts-red': '#f48771',
  'charts-orange': '#d18616',
  'charts-yellow': '#ffd370',
  'charts-green': '#89d185',
  'charts-blue': '#59a4f9',
};

export const themes = {
  dark: { kind: 'vscode-dark', variables: { ...fonts, ...darkModern } },
  light: { kind: 'vscode-light', variables: { ...fonts, ...lightModern } },
  'high-contrast': { kind: 'vscode-high-contrast', variables: { ...fonts, ...highContrastDark } },
} satisfies Record<string, Theme>;

export type ThemeName = keyof typeof themes;
export const themeNames = Object.keys(themes) as ThemeName[];
