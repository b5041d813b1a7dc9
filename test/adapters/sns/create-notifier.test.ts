import { startFauxqs } from '../../support/start-fauxqs.js';
import { describeNotifier } from './describe-notifier.js';

describeNotifier('fauxqs', startFauxqs);
