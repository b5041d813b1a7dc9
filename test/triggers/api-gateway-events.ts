interface Varied {
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly queryStringParameters?: Readonly<Record<string, string>> | null;
  readonly method?: string;
  readonly path?: string;
  /** Of the request's context. */
  readonly authorizer?: object;
  /** IAM's, in format 1.0. */
  readonly identity?: object;
}

/** A proxy event of payload format 1.0, as API Gateway's REST APIs send it. */
export function apiGatewayV1({ method = 'POST', path = '/uploads', authorizer, identity, ...varied }: Varied) {
  return {
    resource: path,
    path,
    httpMethod: method,
    headers: { 'Content-Type': 'application/json', Host: 'abc.execute-api.us-east-1.amazonaws.com' },
    multiValueHeaders: { 'Content-Type': ['application/json'] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc',
      httpMethod: method,
      path: `/prod${path}`,
      protocol: 'HTTP/1.1',
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      resourcePath: path,
      stage: 'prod',
      ...(authorizer && { authorizer }),
      identity: { sourceIp: '127.0.0.1', userArn: null, accountId: null, ...identity },
    },
    body: null,
    isBase64Encoded: false,
    ...varied,
  };
}

/** A proxy event of payload format 2.0, as API Gateway's HTTP APIs and function URLs send it. */
export function apiGatewayV2({ method = 'POST', path = '/uploads', authorizer, ...varied }: Varied) {
  const { body, ...rest } = varied;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: new URLSearchParams(varied.queryStringParameters ?? {}).toString(),
    headers: { 'content-type': 'application/json', host: 'abc.lambda-url.us-east-1.on.aws' },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'curl/8.0' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
      timeEpoch: 1583348638390,
      ...(authorizer && { authorizer }),
    },
    ...(typeof body === 'string' && { body }),
    isBase64Encoded: false,
    ...rest,
  };
}
