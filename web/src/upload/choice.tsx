interface ChoiceProps<T extends string | number> {
  readonly legend: string;
  readonly name: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string; readonly disabled?: boolean }[];
  /** What the chosen one means. */
  readonly words: string;
  readonly onChange: (value: T) => void;
}

/** One of a few, all of them seen at once. */
export function Choice<T extends string | number>({ legend, name, value, choices, words, onChange }: ChoiceProps<T>) {
  return (
    <fieldset class="field" aria-describedby={`${name}-words`}>
      <legend>{legend}</legend>
      <div class="segments">
        {choices.map((choice) => (
          <label key={choice.value}>
            <input
              type="radio"
              name={name}
              checked={choice.value === value}
              disabled={choice.disabled ?? false}
              onChange={() => {
                onChange(choice.value);
              }}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
      <p id={`${name}-words`}>{words}</p>
    </fieldset>
  );
}
