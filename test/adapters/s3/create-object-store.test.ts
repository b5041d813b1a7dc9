import { startVersitygw } from '../../support/start-versitygw.js';
import { describeObjectStore } from './describe-object-store.js';

describeObjectStore('versitygw', startVersitygw);
