import 'uplot/dist/uPlot.min.css';
import './base.css';
import './panel.css';
import './catalogue.css';
import './module.css';
import './jobs.css';
import './plots.css';
import './diagnostics.css';
