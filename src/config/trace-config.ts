import { FailureType, UpreelError } from '../contracts/failures.js';

/** Where traces go: an OpenTelemetry collector, over HTTP. */
export interface TraceConfig {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * By OpenTelemetry's own variables: OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, or OTEL_EXPORTER_OTLP_ENDPOINT without the path;
 * OTEL_EXPORTER_OTLP_HEADERS. null without an endpoint: nothing is traced.
 * @throws UpreelError `InvalidInput` for an address that is none
 */
export function loadTraceConfig(env: NodeJS.ProcessEnv = process.env): TraceConfig | null {
  const own = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? '';
  const base = env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '';
  if (own === '' && base === '') return null;
  const url = own === '' ? `${base.replace(/\/+$/, '')}/v1/traces` : own;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    const name = own === '' ? 'OTEL_EXPORTER_OTLP_ENDPOINT' : 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';
    throw new UpreelError(
      FailureType.InvalidInput,
      `${name} must be the http(s):// address of an OpenTelemetry collector, such as http://127.0.0.1:4318, not "${own || base}".`,
    );
  }
  return { url, headers: headersOf(env.OTEL_EXPORTER_OTLP_HEADERS ?? '') };
}

/** `name=value,name=value`, the values URL-encoded. */
function headersOf(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at < 1 ? [] : [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
