import { startFauxqs } from '../support/start-fauxqs.js';
import { describeRedrive } from './describe-redrive.js';

describeRedrive('fauxqs', startFauxqs);
