import { type Child, useId } from 'hono/jsx/dom';

interface Labelled {
  label: string;
  hint?: string | undefined;
}

interface FieldProps extends Labelled {
  children: (control: { id: string; 'aria-describedby'?: string }) => Child;
}

/** A label, a control and a sentence on what it does, tied together for screen readers. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(hint ? { id, 'aria-describedby': `${id}hint` } : { id })}
      {hint ? (
        <p class="hint" id={`${id}hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

interface TextFieldProps extends Labelled {
  name: string;
  value?: string;
  type?: 'text' | 'email' | 'password' | 'url' | 'number' | 'date' | 'datetime-local';
  required?: boolean;
  minlength?: number;
  maxlength?: number;
  min?: number | string;
  max?: number | string;
  step?: number | 'any';
  pattern?: string;
  placeholder?: string;
  autocomplete?: string;
  autofocus?: boolean;
  inputmode?: 'numeric' | 'decimal' | 'url';
  /** Texts to choose from; others can be typed. */
  choices?: readonly string[];
  onInput?: (value: string) => void;
  onFocus?: () => void;
}

/** A line of text. */
export function TextField({ label, hint, choices, onInput, ...rest }: TextFieldProps) {
  const list = useId();
  const typed = (event: Event) => {
    if (event.currentTarget instanceof HTMLInputElement) onInput?.(event.currentTarget.value);
  };
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <>
          <input
            type="text"
            {...rest}
            {...control}
            {...(choices ? { list } : {})}
            {...(onInput ? { onInput: typed } : {})}
          />
          {choices ? (
            <datalist id={list}>
              {choices.map((choice) => (
                <option key={choice} value={choice} />
              ))}
            </datalist>
          ) : null}
        </>
      )}
    </Field>
  );
}

/** Several lines of text. */
export function AreaField({
  label,
  hint,
  ...rest
}: Labelled & { name: string; value?: string; rows?: number; placeholder?: string }) {
  return (
    <Field label={label} hint={hint}>
      {(control) => <textarea rows={3} spellcheck={false} {...rest} {...control} />}
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
}

interface SelectFieldProps extends Labelled {
  name: string;
  value: string;
  options?: readonly Option[];
  groups?: readonly [label: string, options: readonly Option[]][];
  onChange?: (value: string) => void;
}

/** One of several. */
export function SelectField({ label, hint, name, value, options, groups, onChange }: SelectFieldProps) {
  const chosen = (event: Event) => {
    if (event.currentTarget instanceof HTMLSelectElement) onChange?.(event.currentTarget.value);
  };
  const draw = (list: readonly Option[]) =>
    list.map((option) => (
      <option key={option.value} value={option.value} selected={option.value === value}>
        {option.label}
      </option>
    ));
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <select name={name} {...control} onChange={chosen}>
          {options ? draw(options) : null}
          {groups?.map(([group, list]) => (
            <optgroup key={group} label={group}>
              {draw(list)}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

interface CheckFieldProps extends Labelled {
  name: string;
  value?: string;
  checked: boolean;
  onChange?: (checked: boolean) => void;
}

/** Yes or no. */
export function CheckField({ label, hint, name, value, checked, onChange }: CheckFieldProps) {
  const id = useId();
  const turned = (event: Event) => {
    if (event.currentTarget instanceof HTMLInputElement) onChange?.(event.currentTarget.checked);
  };
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value ?? 'on'}
        checked={checked}
        onChange={turned}
        aria-describedby={hint ? `${id}hint` : undefined}
      />
      <div>
        <label for={id}>{label}</label>
        {hint ? (
          <p class="hint" id={`${id}hint`}>
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}

interface RadioFieldProps<Value extends string> {
  legend: string;
  name: string;
  value: Value;
  options: readonly { value: Value; label: string; hint?: string }[];
  onChange?: (value: Value) => void;
}

/** One of few, each with a sentence. */
export function RadioField<Value extends string>(props: RadioFieldProps<Value>) {
  const id = useId();
  return (
    <fieldset class="radios">
      <legend>{props.legend}</legend>
      {props.options.map(({ value, label, hint }) => (
        <div key={value} class="check">
          <input
            type="radio"
            id={`${id}${value}`}
            name={props.name}
            value={value}
            checked={value === props.value}
            aria-describedby={hint ? `${id}${value}hint` : undefined}
            onChange={() => props.onChange?.(value)}
          />
          <div>
            <label for={`${id}${value}`}>{label}</label>
            {hint ? (
              <p class="hint" id={`${id}${value}hint`}>
                {hint}
              </p>
            ) : null}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
