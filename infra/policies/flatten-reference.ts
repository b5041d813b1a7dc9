/** A resolved value of a template as text: references become `<LogicalId>` and `<LogicalId.Attribute>`. */
export function flattenReference(value: unknown): string {
  if (typeof value === 'string') return value;
  const [name = '', argument] = Object.entries(value as Record<string, unknown>)[0] ?? [];
  switch (name) {
    case 'Ref':
      return `<${String(argument)}>`;
    case 'Fn::GetAtt':
      return `<${(argument as readonly string[]).join('.')}>`;
    case 'Fn::Join': {
      const [separator, parts] = argument as readonly [string, readonly unknown[]];
      return parts.map(flattenReference).join(separator);
    }
    case 'Fn::Sub':
      return String(argument).replaceAll('${', '<').replaceAll('}', '>');
    default:
      return JSON.stringify(value);
  }
}
