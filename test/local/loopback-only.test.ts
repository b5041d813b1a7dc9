import { isLoopbackRequest } from '../../src/local/loopback-only.js';

it.each([
  { host: '127.0.0.1:8080' },
  { host: 'localhost' },
  { host: '[::1]:8080' },
  { host: 'LOCALHOST:1', origin: 'http://localhost:3000' },
])('answers to %j', (headers) => {
  expect(isLoopbackRequest(headers)).toBe(true);
});

it.each([
  {},
  { host: '' },
  { host: 'rebound.example:8080' },
  { host: 'localhost.example' },
  { host: '127.0.0.1.example:8080' },
  { host: 'user@rebound.example' },
  { host: '127.0.0.1:8080', origin: 'https://page.example' },
  { host: '127.0.0.1:8080', origin: 'null' },
  { host: '127.0.0.1:8080', origin: '' },
])('refuses %j', (headers) => {
  expect(isLoopbackRequest(headers)).toBe(false);
});
