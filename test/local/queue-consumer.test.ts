import { startFauxqs } from '../support/start-fauxqs.js';
import { describeQueueConsumer } from './describe-queue-consumer.js';

describeQueueConsumer('fauxqs', startFauxqs);
