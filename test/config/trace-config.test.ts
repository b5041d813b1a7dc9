import { loadTraceConfig } from '../../src/config/trace-config.js';

it('traces nothing unless told where to', () => {
  expect(loadTraceConfig({})).toBeNull();
  expect(loadTraceConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBeNull();
});

it.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, 'http://127.0.0.1:4318/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://x.example/otlp/' }, 'https://x.example/otlp/v1/traces'],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://b/traces' },
    'http://b/traces',
  ],
])('takes %j as OpenTelemetry does', (env, url) => {
  expect(loadTraceConfig(env)).toEqual({ url, headers: {} });
});

it('sends the headers that a collector wants', () => {
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a',
    OTEL_EXPORTER_OTLP_HEADERS: 'api-key=abc, authorization=Basic%20eDp5,broken,odd=100%,=nothing',
  };
  expect(loadTraceConfig(env)?.headers).toEqual({ 'api-key': 'abc', authorization: 'Basic eDp5', odd: '100%' });
});

it.each(['127.0.0.1:4318', 'grpc://a:4317', 'nonsense'])('refuses %s by name', (endpoint) => {
  expect(() => loadTraceConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).toThrow(
    `OTEL_EXPORTER_OTLP_ENDPOINT must be the http(s):// address of an OpenTelemetry collector, such as http://127.0.0.1:4318, not "${endpoint}".`,
  );
});
