import { render } from 'preact';

import { loadSettings } from './api/settings.js';
import { App } from './app.js';
import { applyTheme, readTheme } from './state/theme.js';

applyTheme(readTheme());
void loadSettings();

const page = document.getElementById('page');
if (page !== null) render(<App />, page);
