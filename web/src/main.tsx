import { render } from 'preact';

import { Start } from './start.js';
import { applyTheme, readTheme } from './state/theme.js';

applyTheme(readTheme());

const page = document.getElementById('page');
if (page !== null) render(<Start />, page);
