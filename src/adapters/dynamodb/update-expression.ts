/** One conditional update, put together from attribute paths; every name is a placeholder, since many are reserved words. */
export interface ItemUpdate {
  readonly set: Readonly<Record<string, unknown>>;
  /** Set only when the item has none. */
  readonly setOnce?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** Over `#Path.#To` names and `:Value` placeholders; `conditionValues` are those that `set` doesn't have. */
  readonly condition: string;
  readonly conditionValues?: Readonly<Record<string, unknown>>;
}

/** `Frames.Total` as `#Frames.#Total`. */
export function nameOf(path: string): string {
  return path
    .split('.')
    .map((part) => `#${part}`)
    .join('.');
}

/** `Frames.Total` as `:Frames_Total`. */
export function valueOf(path: string): string {
  return `:${path.replaceAll('.', '_')}`;
}

/** The update as UpdateItem's parameters. */
export function formatUpdate(update: ItemUpdate) {
  const { set, setOnce = {}, remove = [], condition, conditionValues = {} } = update;
  const assignments = [
    ...Object.keys(set).map((path) => `${nameOf(path)} = ${valueOf(path)}`),
    ...Object.keys(setOnce).map((path) => `${nameOf(path)} = if_not_exists(${nameOf(path)}, ${valueOf(path)})`),
  ];
  const expression = [
    `SET ${assignments.join(', ')}`,
    ...(remove.length > 0 ? [`REMOVE ${remove.map(nameOf).join(', ')}`] : []),
  ].join(' ');
  const names = `${expression} ${condition}`.match(/#\w+/g) ?? [];
  const values = { ...set, ...setOnce, ...conditionValues };
  return {
    UpdateExpression: expression,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(values).map(([path, value]) => [valueOf(path), value]),
    ),
  };
}
