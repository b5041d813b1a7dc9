import { reasonInOutput } from '../../../src/adapters/fetch/reason-in-output.js';

/** Recorded from pip 23, npm 11, go 1.26 and apt 2.6. */
test.each([
  {
    output:
      "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/scikit-video/\n" +
      'ERROR: Could not find a version that satisfies the requirement scikit-video==1.1.11 (from versions: none)\nERROR: No matching distribution found for scikit-video==1.1.11\n',
    reason: '[Errno 111] Connection refused',
  },
  {
    output:
      'ERROR: Could not find a version that satisfies the requirement x==1 (from versions: none)\nERROR: No matching distribution found for x==1\n',
    reason: 'No matching distribution found for x==1',
  },
  {
    output:
      'npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error network request to http://nowhere.invalid/x failed, reason: getaddrinfo ENOTFOUND nowhere.invalid\nnpm error A complete log of this run can be found in: /root/x.log\n',
    reason: 'getaddrinfo ENOTFOUND nowhere.invalid',
  },
  {
    output: 'npm error code ETARGET\nnpm error notarget No matching version found for x@9.\nnpm error A complete log\n',
    reason: 'No matching version found for x@9.',
  },
  {
    output: 'Reading package lists...\nE: Unable to locate package ffmpeg\n',
    reason: 'Unable to locate package ffmpeg',
  },
  { output: '/usr/bin/python3: No module named pip\n', reason: '/usr/bin/python3: No module named pip' },
  { output: ' \n', reason: undefined },
])('$reason', ({ output, reason }) => {
  expect(reasonInOutput(output)).toBe(reason);
});
