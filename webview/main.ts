/** The page's composition root: styles, components, and where its state comes from. */

import 'uplot/dist/uPlot.min.css';
import './styles/theme.css';
import './styles/standalone.css';
import './styles/page.css';
import './styles/header.css';
import './styles/tiles.css';
import './styles/tables.css';
import './styles/charts.css';
import './styles/load.css';
import './styles/findings.css';
import './styles/statements.css';
import './styles/plan.css';
import './styles/waterfall.css';
import './styles/overview.css';
import './styles/baseline.css';
import { App } from './app.ts';
import { registerComponents } from './components.ts';
import { connectToEditor } from './editor-channel.ts';
import { showReport } from './standalone.ts';

registerComponents();
const app = new App();
document.body.append(app);
if ('acquireVsCodeApi' in window) connectToEditor(app);
else showReport(app);
